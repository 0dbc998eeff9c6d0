import * as vscode from 'vscode';
import type { SchemaWords } from '../../core/schema';

/** What a schema says, in the user's language. */
export function schemaWords(): SchemaWords {
  return {
    required: vscode.l10n.t('Required'),
    readOnly: vscode.l10n.t('Read-only: the server sets it'),
    allowedValues: vscode.l10n.t('Allowed values'),
    defaultValue: vscode.l10n.t('Default'),
    kinds: kinds(),
    boardColumn: vscode.l10n.t(
      'Column of a board in which the card stands. The state follows it, and it follows the state.',
    ),
    follows: vscode.l10n.t('may follow {0}', '{0}'),
    document: document(),
  };
}

function kinds(): SchemaWords['kinds'] {
  return {
    tags: vscode.l10n.t('List of tags'),
    identity: vscode.l10n.t('Person or group, by mail address or account name'),
    history: vscode.l10n.t('Comment that goes with this edit'),
    date: vscode.l10n.t('Date and time, such as 2026-03-31T12:00:00Z'),
    number: vscode.l10n.t('Number'),
    boolean: vscode.l10n.t('true or false'),
    treePath: vscode.l10n.t('Path of names, separated by backslashes'),
    guid: vscode.l10n.t('GUID'),
    longText: vscode.l10n.t('Long text'),
    other: vscode.l10n.t('Text'),
  };
}

function document(): SchemaWords['document'] {
  return {
    id: vscode.l10n.t('Number of the work item; negative until a new one is committed'),
    fields: vscode.l10n.t('Fields by reference name; an empty value clears a field'),
    relations: vscode.l10n.t('Links to work items, addresses, attached files, commits, pull requests and builds'),
    rel: vscode.l10n.t('Kind of relation; completes by plain names such as Parent'),
    url: vscode.l10n.t('Where it leads; for work items completes by number (#12) or words of the title'),
    attributes: vscode.l10n.t('What else is said about the relation'),
    comment: vscode.l10n.t('Comment on the relation'),
    name: vscode.l10n.t('File name of an attachment, kind of an artifact link'),
    formats: vscode.l10n.t('Which long texts are Markdown; all others are HTML'),
  };
}
