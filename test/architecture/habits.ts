import * as path from 'node:path';
import * as ts from 'typescript';
import { parse, place, walk, type Finding, type SourceFile } from './project';

const inSource = (file: string): boolean => file.startsWith('src/');

/** What a node of the syntax tree must not be. */
interface NodeRule {
  readonly what: string;
  readonly why: string;
  readonly holdsIn?: (file: string) => boolean;
  readonly breaks: (node: ts.Node) => boolean;
}

const nodeRules: readonly NodeRule[] = [
  {
    what: 'exports a default',
    why: 'a thing has one name everywhere.',
    breaks: (node) =>
      (ts.isExportAssignment(node) && node.isExportEquals !== true) ||
      (ts.canHaveModifiers(node) &&
        ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) === true),
  },
  {
    what: 're-exports',
    why: 'no barrels: a name is imported from where it stands, so that an import tells the room.',
    breaks: (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined,
  },
  {
    what: 'declares an enum',
    why: 'a union of literals needs no runtime and serialises as itself.',
    breaks: ts.isEnumDeclaration,
  },
  {
    what: 'says any',
    why: 'any switches the compiler off where it is needed most; unknown asks for the check.',
    breaks: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  },
  {
    what: 'asserts twice',
    why: 'an assertion by way of unknown is any with another name; a type guard or a better type says what is meant.',
    holdsIn: inSource,
    breaks: (node) =>
      ts.isAsExpression(node) &&
      ts.isAsExpression(node.expression) &&
      node.expression.type.kind === ts.SyntaxKind.UnknownKeyword,
  },
  {
    what: 'has an empty catch',
    why: 'an error that nobody sees is shown to the user as emptiness.',
    breaks: (node) => ts.isCatchClause(node) && node.block.statements.length === 0,
  },
  {
    what: 'catches into nothing',
    why: 'an error that nobody sees is shown to the user as emptiness.',
    breaks: swallowsRejection,
  },
  {
    what: 'names an interface with I',
    why: 'the prefix says nothing that the use does not say.',
    breaks: (node) => ts.isInterfaceDeclaration(node) && /^I[A-Z][a-z]/.test(node.name.text),
  },
  {
    what: 'writes to the console',
    why: 'there is one log; deeper layers get a logger handed in.',
    holdsIn: (file) => inSource(file) && file !== 'src/sandbox/main.ts',
    breaks: (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console',
  },
  {
    what: 'ends the process',
    why: 'a library that ends its process takes the user’s other work with it.',
    holdsIn: inSource,
    breaks: (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.exit',
  },
  {
    what: 'is skipped or alone',
    why: 'a test that does not run, or keeps others from running, fails nowhere.',
    holdsIn: (file) => file.startsWith('test/'),
    breaks: skipsOrFocuses,
  },
];

/**
 * `.catch(() => {})` and `.catch(() => undefined)`. A promise that has a name may be marked as handled in a statement of
 * its own: whoever awaits it by that name still gets the error.
 */
function swallowsRejection(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [handler] = node.arguments;
  if (node.expression.name.text !== 'catch' || handler === undefined || !ts.isArrowFunction(handler)) return false;
  if (ts.isIdentifier(node.expression.expression) && ts.isExpressionStatement(node.parent)) return false;
  return ts.isBlock(handler.body) ? handler.body.statements.length === 0 : handler.body.getText() === 'undefined';
}

function skipsOrFocuses(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  if (ts.isIdentifier(node.expression)) return ['xit', 'xdescribe'].includes(node.expression.text);
  return /^(?:describe|it|context|suite|test|this)\.(?:only|skip)$/.test(node.expression.getText());
}

/** What the text of a file must not say; `comments` looks at comments alone. */
interface TextRule {
  readonly what: string;
  readonly why: string;
  readonly pattern: RegExp;
  readonly comments?: true;
}

const textRules: readonly TextRule[] = [
  {
    what: 'switches a check off',
    why: 'a check that can be switched off protects nothing; mend the code or the rule, for everybody.',
    pattern: /\beslint-(?:disable|enable)|@ts-(?:ignore|expect-error|nocheck)\b|prettier-(?:ignore)\b/g,
    comments: true,
  },
  {
    what: 'leaves a note to oneself',
    why: 'a note in the code is work that nobody plans.',
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    comments: true,
  },
  {
    what: 'tells history',
    why: 'a comment says what holds and why; how it came about stands in git.',
    pattern:
      /\b(?:used to (?:be|have|live|do)|formerly|refactored|(?:was|were|has been|have been) (?:renamed|rewritten|moved (?:here|from|to))|the old (?:code|implementation)|for now|temporarily|(?:in|from) an? (?:earlier|previous) version)\b/gi,
    comments: true,
  },
  {
    what: 'names a ticket of ours',
    why: 'who reads the code has not got our tickets; say what the ticket said.',
    pattern: /\bissue #?\d+\b/gi,
    comments: true,
  },
  {
    what: 'names a place of one machine',
    why: 'it is not there on any other.',
    pattern: /(?<![\w}./:-])(?:\/(?:home|Users|root|work|mnt)\/[\w.]|[A-Z]:\\Users\\)/g,
  },
];

/** Habits that a file breaks. */
export function findHabits(file: SourceFile): readonly Finding[] {
  const found: Finding[] = [...badName(file)];
  if (file.name.endsWith('.ts')) {
    walk(parse(file), (node) => {
      for (const { what, why, breaks, holdsIn } of nodeRules) {
        if (holdsIn?.(file.name) !== false && breaks(node)) found.push({ at: place(node), what, why });
      }
    });
  }
  return [...found, ...findWords(file)];
}

/** What the words of any file must not say. */
export function findWords(file: SourceFile): readonly Finding[] {
  const code = /\.(?:ts|css|js|mjs)$/.test(file.name);
  const comments = code ? onlyComments(file) : file.text;
  return textRules.flatMap(({ what, why, pattern, comments: inComments }) => {
    const text = inComments ? comments : file.text;
    return [...text.matchAll(pattern)].map((match) => ({
      at: `${file.name}:${text.slice(0, match.index).split('\n').length}`,
      what: `${what}: ${match[0]}`,
      why,
    }));
  });
}

/** The text with all but its comments blanked, so that lines keep their numbers. */
function onlyComments(file: SourceFile): string {
  const spans = file.name.endsWith('.css') ? cssComments(file.text) : scriptComments(file);
  let text = file.text.replaceAll(/[^\n]/g, ' ');
  for (const [start, end] of spans) text = text.slice(0, start) + file.text.slice(start, end) + text.slice(end);
  return text;
}

type Span = readonly [start: number, end: number];

function cssComments(text: string): readonly Span[] {
  return [...text.matchAll(/\/\*[^]*?\*\//g)].map((match) => [match.index, match.index + match[0].length]);
}

function scriptComments(file: SourceFile): readonly Span[] {
  const source = parse(file);
  const spans = new Map<number, number>();
  const note = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const range of ranges ?? []) spans.set(range.pos, range.end);
  };
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(source) === 0) {
      note(ts.getLeadingCommentRanges(file.text, node.pos));
      note(ts.getTrailingCommentRanges(file.text, node.end));
    }
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return [...spans];
}

const vagueNames = /^(?:utils?|helpers?|common|misc|shared|types|index)$/i;

/** A room's front door keeps the name that Node and VS Code look for. */
const doors = ['src/sandbox/index.ts', 'test/integration/index.ts', 'test/e2e/index.ts'];

function badName(file: SourceFile): readonly Finding[] {
  const [base = ''] = path.posix.basename(file.name).split('.');
  const at = file.name;
  const why = 'a file is found by its name: camelCase, after the main thing in it.';
  if (vagueNames.test(base) && !doors.includes(file.name)) return [{ at, what: 'has a name that says nothing', why }];
  return /^[a-z][a-zA-Z0-9]*$/.test(base) ? [] : [{ at, what: 'is not named in camelCase', why }];
}

/** Lines that a file may have. */
export const mostLines = 300;

/** Files that outgrew their room. */
export function findLongFiles(files: readonly SourceFile[]): readonly Finding[] {
  return files.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length;
    if (lines <= mostLines) return [];
    const why = `a file of more than ${mostLines} lines is two files: nobody holds it in the head.`;
    return [{ at: file.name, what: `has ${lines} lines`, why }];
  });
}
