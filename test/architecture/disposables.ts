import * as ts from 'typescript';
import { type Typed } from './program';
import { place, walk, type Finding } from './project';

const why =
  'a Disposable that nobody owns is a listener, a provider or a process that is never removed. Hand it to a store, return it, or dispose it.';

/** Calls whose Disposable is dropped: as a statement, behind `void`, or as the body of a callback whose result nobody takes. */
export function findDroppedDisposables({ checker, files }: Typed): readonly Finding[] {
  const found: Finding[] = [];
  for (const file of files) {
    walk(file, (node) => {
      for (const dropped of droppedValues(node, checker)) {
        if (isDisposable(checker.getTypeAtLocation(dropped), checker) && !isOwned(dropped, checker)) {
          found.push({ at: place(dropped), what: `drops the Disposable of \`${firstLine(dropped)}\``, why });
        }
      }
    });
  }
  return found;
}

function droppedValues(node: ts.Node, checker: ts.TypeChecker): readonly ts.Expression[] {
  if (ts.isExpressionStatement(node)) return results(node.expression);
  if (ts.isVoidExpression(node)) return results(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && resultIsIgnored(node, checker)) return results(node.body);
  return [];
}

/** The calls whose value an expression's value may be. */
function results(expression: ts.Expression): readonly ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return results(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    return [...results(expression.whenTrue), ...results(expression.whenFalse)];
  }
  if (ts.isBinaryExpression(expression)) return binaryResults(expression);
  const made = ts.isAwaitExpression(expression) ? expression.expression : expression;
  return ts.isCallExpression(made) || ts.isNewExpression(made) ? [expression] : [];
}

function binaryResults(expression: ts.BinaryExpression): readonly ts.Expression[] {
  switch (expression.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...results(expression.left), ...results(expression.right)];
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return results(expression.right);
    default:
      return [];
  }
}

function resultIsIgnored(callback: ts.ArrowFunction, checker: ts.TypeChecker): boolean {
  const signatures = checker.getContextualType(callback)?.getCallSignatures() ?? [];
  return (
    signatures.length > 0 &&
    signatures.every((signature) => (signature.getReturnType().flags & ts.TypeFlags.Void) !== 0)
  );
}

function isDisposable(type: ts.Type, checker: ts.TypeChecker): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const dispose = part.getProperty('dispose');
    return dispose !== undefined && checker.getTypeOfSymbol(dispose).getCallSignatures().length > 0;
  });
}

/**
 * Somebody else holds the value: the listener of a token, or of an object made here, goes with that object; an event was
 * given an array to put it in; the callee handed back its own argument.
 */
function isOwned(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  if (!ts.isCallExpression(call)) return false;
  if (listensForShort(call.expression, checker)) return true;
  const signature = checker.getResolvedSignature(call);
  const names = signature?.getParameters().map((parameter) => parameter.name) ?? [];
  if (names.indexOf('disposables') === 2 && call.arguments.length === 3) return true;
  if (names[1] === 'hideAfterTimeout' && call.arguments.length === 2) return true;
  return signature?.declaration !== undefined && handsBack(signature.declaration, checker);
}

/**
 * `picker.onDidHide(…)` where this function, or one around it, made the picker: the picker's own end removes the listener.
 * A cancellation token ends with the request that it came with.
 */
function listensForShort(callee: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !/^on[A-Z]/.test(callee.name.text)) return false;
  if (callee.name.text === 'onCancellationRequested') return true;
  if (!isDisposable(checker.getTypeAtLocation(callee.expression), checker)) return false;
  const made = checker.getSymbolAtLocation(callee.expression)?.valueDeclaration;
  if (made === undefined || !ts.isVariableDeclaration(made) || made.initializer === undefined) return false;
  const local = ts.findAncestor(made, ts.isFunctionLike) !== undefined;
  return local && results(made.initializer).length > 0;
}

function handsBack(declaration: ts.SignatureDeclaration | ts.JSDocSignature, checker: ts.TypeChecker): boolean {
  if (ts.isJSDocSignature(declaration) || declaration.type === undefined) return false;
  const result = checker.getTypeFromTypeNode(declaration.type);
  if (result.flags & ts.TypeFlags.TypeParameter) {
    return declaration.parameters.some((parameter) => checker.getTypeAtLocation(parameter) === result);
  }
  return declaration.type.kind === ts.SyntaxKind.ThisType;
}

function firstLine(node: ts.Node): string {
  return node.getText().split('\n')[0]?.slice(0, 80) ?? '';
}
