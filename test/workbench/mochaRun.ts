import type MochaConstructor from 'mocha';

/**
 * Runs bundled test files with mocha in this process and writes its JSON report into a file. Gives the number of failures.
 * `TEST_GREP` limits the run to the tests whose full title matches.
 */
export async function runMocha(
  files: Readonly<Record<string, () => void>>,
  options: { readonly report: string; readonly timeout: number },
): Promise<number> {
  // Mocha is an ES module; only `import()` loads one in every extension host that is supported.
  const { default: Mocha } = (await import('mocha')) as unknown as { default: typeof MochaConstructor };
  const grep = process.env['TEST_GREP'];
  const mocha = new Mocha({
    timeout: options.timeout,
    forbidOnly: true,
    forbidPending: true,
    reporter: 'json',
    reporterOptions: { output: options.report },
    ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
  });
  for (const [file, load] of Object.entries(files)) {
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    load();
    mocha.suite.emit('require', undefined, file, mocha);
    mocha.suite.emit('post-require', globalThis, file, mocha);
  }
  return await new Promise<number>((resolve) => void mocha.run(resolve));
}
