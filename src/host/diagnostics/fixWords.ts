import { l10n } from 'vscode';
import { findField, findRelationType, type Definitions } from '../../core/definitions';
import type { Fix } from '../../core/fixes';
import type { JsonValue } from '../../core/workItem';

/** What a quick fix is called in VS Code's menu. */
export function describeFix(fix: Fix, definitions: Definitions): string {
  switch (fix.kind) {
    case 'setValue':
      return l10n.t('Change to {0}', show(fix.value));
    case 'restore':
      return fix.value === undefined ? l10n.t('Take back this change') : l10n.t('Restore {0}', show(fix.value));
    case 'rename':
      return l10n.t('Rename to {0}', fix.name);
    case 'addField':
      return fix.value === ''
        ? l10n.t('Add {0}', nameOf(fix.field, definitions))
        : l10n.t('Add {0}: {1}', nameOf(fix.field, definitions), show(fix.value));
    case 'removeField':
      return l10n.t('Remove {0}', fix.field);
    case 'removeProperty':
      return l10n.t('Remove this one');
    case 'splitTag':
      return l10n.t('Split into the tags {0}', fix.tags.join(' · '));
    case 'setLinkType':
      return l10n.t('Change to {0}', findRelationType(definitions, fix.rel)?.name ?? fix.rel);
    case 'removeRelation':
      return l10n.t('Remove this relation');
    case 'removeOtherParents':
      return l10n.t('Keep this parent, remove the others');
  }
}

function nameOf(field: string, definitions: Definitions): string {
  return findField(definitions, field)?.name ?? field;
}

/** What fits into a menu. */
const longest = 40;

function show(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= longest ? `“${line}”` : `“${line.slice(0, longest - 1)}…”`;
}
