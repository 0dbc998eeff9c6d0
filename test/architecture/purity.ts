import * as ts from 'typescript';
import { relativeName, type Typed } from './program';
import { place, walk, type Finding } from './project';

/** Globals that a browser and Node share and that only compute. */
const pureGlobals = ['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'structuredClone', 'atob', 'btoa'];

const whyPure =
  'core has no I/O and no surroundings: what it needs of the world is handed in, so that every run is repeatable.';
const whyBrowser = 'the webview runs in a browser, where this name does not exist; the compiler does not know that.';
const whyClock = 'clock and random are handed in, so that a failed run can be repeated from its seed.';
const whyTypes = 'protocol is types only: a message has a shape, what is done with it belongs to the two ends.';

/** Uses of the surroundings, of the clock and of chance where they must be handed in. */
export function findImpurities({ checker, files }: Typed): readonly Finding[] {
  const found: Finding[] = [];
  for (const file of files) {
    const name = relativeName(file);
    const inRoom = (...folders: readonly string[]): boolean => folders.some((folder) => name.startsWith(folder));
    if (inRoom('src/protocol/')) found.push(...runtimeStatements(file));
    walk(file, (node) => {
      if (inRoom('src/core/', 'src/ado/', 'src/commit/') && readsClockOrChance(node)) {
        found.push({ at: place(node), what: `calls \`${node.getText()}\``, why: whyClock });
      }
      if (!inRoom('src/core/', 'src/webview/') || !ts.isIdentifier(node)) return;
      const homes = globalHomes(node, checker);
      if (homes.length === 0) return;
      const what = `uses the global \`${node.text}\``;
      if (inRoom('src/core/') && !pureGlobals.includes(node.text)) found.push({ at: place(node), what, why: whyPure });
      if (inRoom('src/webview/') && homes.every((home) => home === 'node')) {
        found.push({ at: place(node), what, why: whyBrowser });
      }
    });
  }
  return found;
}

/** Where a global that is not JavaScript's own is declared; empty for all other names. */
function globalHomes(name: ts.Identifier, checker: ts.TypeChecker): readonly ('node' | 'dom')[] {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return [];
  if (ts.isQualifiedName(parent) && parent.right === name) return [];
  if (ts.isDeclarationStatement(parent) || ts.isTypeElement(parent) || ts.isImportSpecifier(parent)) return [];
  const symbol = checker.getSymbolAtLocation(name);
  const declarations = symbol?.declarations ?? [];
  if (declarations.some((declaration) => !declaration.getSourceFile().isDeclarationFile)) return [];
  const homes = declarations.map((declaration) => home(declaration.getSourceFile().fileName));
  return homes.includes(undefined) ? [] : homes.filter((value) => value !== undefined);
}

function home(file: string): 'node' | 'dom' | undefined {
  if (/\/@types\/(?:node|mocha)\//.test(file)) return 'node';
  return /\/lib\.dom(?:\.[a-z]+)*\.d\.ts$/.test(file) ? 'dom' : undefined;
}

function readsClockOrChance(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  return (
    ts.isCallExpression(node) && ['Date.now', 'Math.random', 'performance.now'].includes(node.expression.getText())
  );
}

function runtimeStatements(file: ts.SourceFile): readonly Finding[] {
  return file.statements
    .filter((statement) => !isTypeStatement(statement))
    .map((statement) => ({ at: place(statement), what: 'is there at run time', why: whyTypes }));
}

function isTypeStatement(statement: ts.Statement): boolean {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    (ts.isExportDeclaration(statement) && statement.isTypeOnly) ||
    (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
  );
}
