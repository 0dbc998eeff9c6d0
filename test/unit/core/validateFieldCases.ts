import { clear, item, jamal, set } from './fixture';
import { type Judgement, same, newTask, newBug } from './validateFixture';

export const fieldJudgements: readonly Judgement[] = [
  {
    name: 'nothing is wrong with what was not edited',
    base: item(1, 1, { 'System.State': 'Gone', 'No.Field': 1 }),
    edit: same,
    problems: [],
  },
  {
    name: 'nothing is wrong with good values',
    edit: set({
      'System.State': 'Done',
      'Microsoft.VSTS.Common.Priority': 4,
      'System.AssignedTo': 'a@b',
      'Custom.Blocked': true,
      'Custom.Notes': 'n',
      'Custom.Token': '{D291B0C4-A05C-4EA6-8DF1-4B41D5F39EFF}',
      'Microsoft.VSTS.Scheduling.DueDate': '2024-01-01',
      'System.History': 'h',
      'System.AreaPath': 'fabrikam-fiber-git\\web',
      'System.Reason': 'any',
    }),
    problems: [],
  },
  {
    name: 'another id',
    edit: (document) => ({ ...document, id: 2 }),
    problems: [{ code: 'changedId', pointer: '/id', id: 1, severity: 'error', at: '2' }],
  },
  {
    name: 'a field that is not there',
    edit: set({ 'System.Titel': 'x' }),
    problems: [
      {
        code: 'unknownField',
        pointer: '/fields/System.Titel',
        field: 'System.Titel',
        nearest: ['System.Title', 'System.State'],
        at: '"x"',
      },
    ],
  },
  {
    name: 'a field of the server',
    edit: set({ 'System.CreatedBy': 'a@b' }),
    problems: [{ code: 'readOnlyField', field: 'System.CreatedBy', value: 'fabrikamfiber4@hotmail.com' }],
  },
  {
    name: 'a field that its definition keeps',
    edit: set({ 'System.CommentCount': 3 }),
    problems: [{ code: 'readOnlyField', field: 'System.CommentCount', value: '' }],
  },
  {
    name: 'a field of the server that no definition names',
    edit: set({ 'System.Watermark': 3 }),
    problems: [{ code: 'readOnlyField', field: 'System.Watermark' }],
  },
  {
    name: 'a required field without a value',
    edit: set({ 'System.Title': '' }),
    problems: [{ code: 'requiredField', pointer: '/fields/System.Title', field: 'System.Title', at: '""' }],
  },
  {
    name: 'a required field of nothing but blanks',
    edit: set({ 'System.Title': ' \t' }),
    problems: [{ code: 'requiredField', pointer: '/fields/System.Title', severity: 'error', at: '" \\t"' }],
  },
  {
    name: 'blanks where only values of a list may stand',
    edit: set({ 'System.State': ' ' }),
    problems: [{ code: 'notAllowed', field: 'System.State' }],
  },
  {
    name: 'a project that no item can be without',
    edit: clear('System.TeamProject'),
    problems: [{ code: 'requiredField', field: 'System.TeamProject', at: '"fields"' }],
  },
  {
    name: 'a required field without its line',
    edit: clear('System.State', 'System.AreaPath'),
    problems: [
      { code: 'requiredField', field: 'System.State', at: '"fields"' },
      { code: 'requiredField', field: 'System.AreaPath' },
    ],
  },
  {
    name: 'a field that the type requires',
    base: item(1, 1, { 'System.WorkItemType': 'Bug', 'Custom.Token': 'x' }),
    edit: set({ 'Custom.Token': '' }),
    problems: [{ code: 'requiredField', field: 'Custom.Token' }],
  },
  {
    name: 'a required field with a default',
    base: item(1, 1, { 'System.WorkItemType': 'Bug', 'Microsoft.VSTS.Common.Severity': '2 - High' }),
    edit: set({ 'Microsoft.VSTS.Common.Severity': '' }),
    problems: [],
  },
  {
    name: 'a required field that was empty before',
    base: item(1, 1, { 'System.WorkItemType': 'Bug' }),
    edit: set({ 'System.Title': 'x' }),
    problems: [],
  },
  {
    name: 'all that a new item lacks',
    base: newBug,
    edit: set({ 'System.Title': '' }),
    problems: [
      { code: 'requiredField', field: 'System.Title' },
      { code: 'requiredField', field: 'Custom.Token' },
    ],
  },
  {
    name: 'a new item that says nothing of what has defaults',
    base: newTask,
    edit: clear('System.State', 'System.AreaPath', 'System.IterationPath'),
    problems: [],
  },
  {
    name: 'all that a new type requires',
    edit: set({ 'System.WorkItemType': 'Bug', 'System.State': 'New' }),
    problems: [{ code: 'requiredField', field: 'Custom.Token' }],
  },
  {
    name: 'a value that is not in the list',
    edit: set({ 'Microsoft.VSTS.Common.Priority': 9 }),
    problems: [{ code: 'notAllowed', value: 9, allowed: ['1', '2', '3', '4'], nearest: [] }],
  },
  { name: 'a value of the list as text', edit: set({ 'Microsoft.VSTS.Common.Priority': '3' }), problems: [] },
  { name: 'a value beside suggestions', edit: set({ 'Microsoft.VSTS.Build.FoundIn': '20240101.1' }), problems: [] },
  {
    name: 'a state that is none',
    edit: set({ 'System.State': 'In Progres' }),
    problems: [{ code: 'notAllowed', field: 'System.State', nearest: ['In Progress'] }],
  },
  {
    name: 'a type that is none',
    edit: set({ 'System.WorkItemType': 'Bugg' }),
    problems: [{ code: 'notAllowed', field: 'System.WorkItemType', nearest: ['Bug'] }],
  },
  {
    name: 'an area that is none',
    edit: set({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Webs' }),
    problems: [{ code: 'notAllowed', nearest: ['Fabrikam-Fiber-Git\\Web', 'Fabrikam-Fiber-Git\\Website'] }],
  },
  {
    name: 'an iteration that is none',
    edit: set({ 'System.IterationPath': 'Elsewhere' }),
    problems: [{ code: 'notAllowed', nearest: [] }],
  },
  {
    name: 'a step between states that is none',
    edit: set({ 'System.State': 'Removed' }),
    base: item(1, 1, { 'System.State': 'In Progress' }),
    problems: [{ code: 'illegalTransition', from: 'In Progress', to: 'Removed', allowed: ['To Do', 'Done'] }],
  },
  {
    name: 'a step in another spelling',
    base: item(1, 1, { 'System.State': 'In Progress' }),
    edit: set({ 'System.State': 'done' }),
    problems: [],
  },
  {
    name: 'a step from a state that is not known',
    base: item(1, 1, { 'System.State': 'Gone' }),
    edit: set({ 'System.State': 'Done' }),
    problems: [],
  },
  {
    name: 'no step where the type changes',
    base: item(1, 1, { 'System.State': 'In Progress' }),
    edit: set({ 'System.WorkItemType': 'Product Backlog Item', 'System.State': 'Removed' }),
    problems: [],
  },
  {
    name: 'no step of a new item',
    base: item(-1, 0, { 'System.State': 'In Progress' }),
    edit: set({ 'System.State': 'Removed' }),
    problems: [],
  },
  {
    name: 'no step of a type that is not known',
    base: item(1, 1, { 'System.WorkItemType': 'Epic', 'System.State': 'x' }),
    edit: set({ 'System.State': 'y' }),
    problems: [],
  },
  {
    name: 'somebody unknown',
    edit: set({ 'System.AssignedTo': 'x@y', 'Custom.Reviewer': jamal }),
    context: { knowsIdentity: (text) => text !== 'x@y' },
    problems: [{ code: 'unknownIdentity', field: 'System.AssignedTo', value: 'x@y', severity: 'error' }],
  },
  {
    name: 'somebody of whom nothing is known',
    edit: set({ 'System.AssignedTo': 'x@y' }),
    context: { knowsIdentity: () => undefined },
    problems: [],
  },
  {
    name: 'numbers of the list in other spellings, and one that is none of them',
    edit: set({ 'Microsoft.VSTS.Common.Priority': '2.0', 'Microsoft.VSTS.Common.Severity': 'any' }),
    problems: [],
  },
  {
    name: 'a number that is not in the list',
    edit: set({ 'Microsoft.VSTS.Common.Priority': '20' }),
    problems: [{ code: 'notAllowed', value: '20', nearest: ['2'] }],
  },
  {
    name: 'nothing that only rules forbid, with bypassed rules',
    edit: set({
      'System.State': 'x',
      'System.AssignedTo': 'x',
      'System.CreatedBy': 'a@b',
      'System.ChangedDate': '2024-01-01',
      'System.Title': '',
      'System.Parent': 5,
    }),
    context: { bypassRules: true, knowsIdentity: () => false },
    problems: [{ code: 'readOnlyField', field: 'System.Parent' }],
  },
];
