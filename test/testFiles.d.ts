/** `test-files:FOLDER` is written by esbuild.js: every `*.test.ts` below test/FOLDER, found by walking, so that none can be forgotten. */
declare module 'test-files:*' {
  /** By file, in the order of their names: what loads the file, so that it registers its suites with the mocha that runs. */
  export const files: Readonly<Record<string, () => void>>;
}
