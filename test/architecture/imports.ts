import { builtinModules } from 'node:module';
import * as path from 'node:path';
import * as ts from 'typescript';
import { parse, place, walk, type SourceFile } from './project';

/** One import, however it is written: statement, re-export, `import()`, `import('…').Type`, `require`. */
export interface Import {
  readonly from: string;
  readonly at: string;
  /** As it is written; `undefined` where it is computed and nobody can read it. */
  readonly specifier: string | undefined;
  /** File relative to the root without extension, `node:…`, or the name of a package. */
  readonly target: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** `import * as name`. */
  readonly namespace: boolean;
}

/** Every import of a file. */
export function readImports(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  walk(parse(file), (node) => {
    const seen = readImport(node);
    if (seen === undefined) return;
    const specifier =
      seen.specifier !== undefined && ts.isStringLiteralLike(seen.specifier) ? seen.specifier.text : undefined;
    found.push({
      from: file.name,
      at: place(node),
      specifier,
      target: specifier === undefined ? '' : resolveTarget(file.name, specifier),
      typeOnly: seen.typeOnly,
      namespace: seen.namespace ?? false,
    });
  });
  return found;
}

interface Seen {
  readonly specifier: ts.Node | undefined;
  readonly typeOnly: boolean;
  readonly namespace?: boolean;
}

function readImport(node: ts.Node): Seen | undefined {
  if (ts.isImportDeclaration(node)) {
    const bindings = node.importClause?.namedBindings;
    return {
      specifier: node.moduleSpecifier,
      typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypeNames(node.importClause),
      namespace: bindings !== undefined && ts.isNamespaceImport(bindings),
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: node.argument.literal, typeOnly: true };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { specifier: node.moduleReference.expression, typeOnly: node.isTypeOnly };
  }
  return ts.isCallExpression(node) && loadsModule(node.expression)
    ? { specifier: node.arguments[0], typeOnly: false }
    : undefined;
}

function onlyTypeNames(clause: ts.ImportClause | undefined): boolean {
  const bindings = clause?.namedBindings;
  if (clause === undefined || clause.name !== undefined || bindings === undefined) return false;
  return (
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return ts.isPropertyAccessExpression(callee) && callee.getText() === 'require.resolve';
}

function resolveTarget(from: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    return path.posix.join(path.posix.dirname(from), specifier).replace(/\.(?:ts|js|mjs)$/, '');
  }
  if (specifier.startsWith('node:')) return specifier;
  const [first = '', second = ''] = specifier.split('/');
  if (builtinModules.includes(first)) return `node:${specifier}`;
  return first.startsWith('@') ? `${first}/${second}` : first;
}
