import * as vscode from 'vscode';
import { relativeTime } from '../../core/relativeTime';

/** `2 days ago`, in the language of VS Code. */
export function ago(then: number): string {
  const { value, unit } = relativeTime(then, Date.now());
  return new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' }).format(value, unit);
}

/** Date and time for people, in the language of VS Code. */
export function dateAndTime(then: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(then);
}
