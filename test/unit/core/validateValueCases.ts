import { clear, formats, item, set, steps } from './fixture';
import type { Judgement } from './validateFixture';

/** Values of the wrong type, too long ones, tags and formats. */
export const valueJudgements: readonly Judgement[] = [
  {
    name: 'numbers, dates and the like that are none',
    edit: set({
      'Microsoft.VSTS.Common.Priority': 1.5,
      'Microsoft.VSTS.Scheduling.StoryPoints': 'many',
      'Microsoft.VSTS.Scheduling.DueDate': 'soon',
      'Custom.Blocked': 'maybe',
      'System.Description': 5,
      'System.Title': ['x'],
      'System.AssignedTo': { name: 'x' },
      'System.Tags': 5,
      'System.AreaPath': 1,
      'Custom.Token': true,
      'System.History': { a: 1 },
    }),
    problems: [
      { code: 'wrongType', field: 'System.Title', expected: 'other' },
      { code: 'wrongType', field: 'System.AssignedTo', expected: 'identity' },
      { code: 'wrongType', field: 'System.AreaPath', expected: 'treePath' },
      { code: 'wrongType', field: 'System.Tags', expected: 'tags' },
      { code: 'wrongType', field: 'System.History', expected: 'history' },
      { code: 'wrongType', field: 'Microsoft.VSTS.Common.Priority', expected: 'integer' },
      { code: 'wrongType', expected: 'number' },
      { code: 'wrongType', expected: 'date' },
      { code: 'wrongType', expected: 'boolean' },
      { code: 'wrongType', expected: 'longText' },
      { code: 'wrongType', expected: 'guid' },
    ],
  },
  {
    name: 'numbers as text, and text as numbers',
    edit: set({ 'Microsoft.VSTS.Scheduling.StoryPoints': '1.5', 'System.Title': 5 }),
    problems: [],
  },
  {
    name: 'numbers that are none any more once they are read',
    edit: set({ 'Microsoft.VSTS.Scheduling.StoryPoints': 1e400, 'System.Title': -1e400, 'No.Field': 1e400 }),
    problems: [
      { code: 'numberTooLarge', field: 'System.Title' },
      { code: 'numberTooLarge', field: 'Microsoft.VSTS.Scheduling.StoryPoints' },
      { code: 'numberTooLarge', field: 'No.Field' },
    ],
  },
  {
    name: 'text that is too long',
    edit: set({
      'System.Title': 'x'.repeat(256),
      'Custom.Notes': 'x'.repeat(1_000_001),
      'System.Description': 'x'.repeat(1_000_000),
      'System.Reason': 'x'.repeat(255),
    }),
    problems: [
      { code: 'tooLong', field: 'System.Title', length: 256, limit: 255 },
      { code: 'tooLong', field: 'Custom.Notes', limit: 1_000_000 },
    ],
  },
  {
    name: 'a hundred tags',
    edit: set({ 'System.Tags': Array.from({ length: 100 }, (_tag, index) => `t${index}`) }),
    problems: [],
  },
  {
    name: 'too many tags',
    edit: set({ 'System.Tags': Array.from({ length: 101 }, (_tag, index) => `t${index}`) }),
    problems: [{ code: 'tooManyTags', count: 101, limit: 100 }],
  },
  {
    name: 'tags that are none',
    edit: set({ 'System.Tags': ['a;b', 'good', 'c,d', null, 'x'.repeat(401), 'x'.repeat(400)] }),
    problems: [
      { code: 'badTag', tag: 'a;b', pointer: '/fields/System.Tags/0', at: '"a;b"' },
      { code: 'badTag', tag: 'c,d', at: '"c,d"' },
      { code: 'badTag', tag: 'null' },
      { code: 'badTag', pointer: '/fields/System.Tags/4' },
    ],
  },
  {
    name: 'a format alone',
    base: item(1, 1, { 'System.Description': 'x' }),
    edit: formats({ 'System.Description': 'markdown' }),
    problems: [{ code: 'formatWithoutContent', pointer: '/multilineFieldsFormat/System.Description' }],
  },
  {
    name: 'a format of a text that goes',
    base: item(1, 1, { 'System.Description': 'x' }),
    edit: steps(clear('System.Description'), formats({ 'System.Description': 'markdown' })),
    problems: [{ code: 'formatWithoutContent' }],
  },
  {
    name: 'a format with its text',
    edit: steps(set({ 'System.Description': 'x' }), formats({ 'system.description': 'markdown' })),
    problems: [],
  },
  {
    name: 'a comment that says its format',
    edit: set({ 'System.History': { format: 'Markdown', text: '**x**' } }),
    problems: [],
  },
  {
    name: 'ids that are none',
    edit: set({ 'Custom.Token': 'D291B0C4-A05C-4EA6-8DF1-4B41D5F39EFG' }),
    problems: [{ code: 'wrongType', field: 'Custom.Token', expected: 'guid' }],
  },
  {
    name: 'an id without dashes',
    edit: set({ 'Custom.Token': 'd291b0c4a05c4ea68df14b41d5f39eff' }),
    problems: [],
  },
  {
    name: 'tags in one text, which commas separate no better than in a list',
    edit: set({ 'System.Tags': 'good; a, b' }),
    problems: [{ code: 'badTag', tag: 'a, b', pointer: '/fields/System.Tags', at: '"good; a, b"' }],
  },
  {
    name: 'tags in one text that are right',
    edit: set({ 'System.Tags': 'good; better' }),
    problems: [],
  },
  {
    name: 'a format of a text that is stored in none',
    edit: steps(
      set({ 'Custom.Notes': 'x', 'System.Title': 'y' }),
      formats({ 'Custom.Notes': 'markdown', 'System.Title': 'markdown' }),
    ),
    problems: [
      {
        code: 'fieldWithoutFormat',
        pointer: '/multilineFieldsFormat/Custom.Notes',
        severity: 'error',
        field: 'Custom.Notes',
        at: '"markdown"',
      },
      { code: 'fieldWithoutFormat', field: 'System.Title' },
    ],
  },
];
