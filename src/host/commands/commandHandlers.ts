import * as vscode from 'vscode';
import type { Guard } from '../guard';
import { commands } from '../ids';

export type CommandName = keyof typeof commands;

/** What VS Code hands to a command: a tree row, a resource of Source Control, a uri, or nothing from the palette. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** One handler for every command: a missing and a superfluous one are both compile errors. */
export type CommandHandlers = Readonly<Record<CommandName, CommandHandler>>;

/** Registers every command behind the error boundary. */
export function registerCommands(handlers: CommandHandlers, guard: Guard): vscode.Disposable {
  const names = Object.keys(commands) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) => vscode.commands.registerCommand(commands[name], guard(handlers[name]))),
  );
}
