import * as path from 'node:path';
import * as ts from 'typescript';
import { root, type SourceFile } from './project';

/** Sources with their types. */
export interface Typed {
  readonly checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];
}

const options = readOptions();
const host = ts.createCompilerHost(options, true);
let project: ts.Program | undefined;

function readOptions(): ts.CompilerOptions {
  const file = path.join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { readonly config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** The files that stand in the project below these prefixes. */
export function typedProject(prefixes: readonly string[]): Typed {
  project ??= createProgram(ts.sys.readDirectory(path.join(root, 'src'), ['.ts']), host);
  return typed(project, (name) => prefixes.some((prefix) => name.startsWith(prefix)));
}

/** Files that stand nowhere, as if they stood in the project. */
export function typedPlanted(files: readonly SourceFile[]): Typed {
  const texts = new Map(files.map((file) => [path.join(root, file.name), file.text]));
  const overlay: ts.CompilerHost = {
    ...host,
    fileExists: (name) => texts.has(name) || host.fileExists(name),
    readFile: (name) => texts.get(name) ?? host.readFile(name),
    getSourceFile: (name, language, ...rest) => {
      const text = texts.get(name);
      return text === undefined
        ? host.getSourceFile(name, language, ...rest)
        : ts.createSourceFile(name, text, language, true);
    },
  };
  const names = new Set(files.map((file) => file.name));
  return typed(createProgram([...texts.keys()], overlay, project), (name) => names.has(name));
}

function createProgram(
  rootNames: readonly string[],
  compilerHost: ts.CompilerHost,
  oldProgram?: ts.Program,
): ts.Program {
  return ts.createProgram({ rootNames, options, host: compilerHost, ...(oldProgram && { oldProgram }) });
}

function typed(program: ts.Program, wanted: (name: string) => boolean): Typed {
  const files = program.getSourceFiles().filter((file) => wanted(relativeName(file)));
  if (files.length === 0) throw new Error('No file of the project is checked: a check of nothing proves nothing.');
  return { checker: program.getTypeChecker(), files };
}

/** Path relative to the root with forward slashes. */
export function relativeName(file: ts.SourceFile): string {
  return path.relative(root, file.fileName).replaceAll(path.sep, '/');
}
