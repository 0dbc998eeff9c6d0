import assert from 'node:assert/strict';

/**
 * Asserts that a value shows everything that is expected: objects may have more members, arrays not more elements.
 * A regular expression stands for a text that it matches.
 */
export function assertShows(actual: unknown, expected: unknown, at = '$'): void {
  if (expected instanceof RegExp) {
    assert.ok(typeof actual === 'string' && expected.test(actual), `${at}: ${show(actual)} does not match ${expected}`);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${at}: ${show(actual)} is not an array`);
    assert.equal(actual.length, expected.length, `${at}: ${actual.length} elements instead of ${expected.length}`);
    expected.forEach((one: unknown, index) => assertShows(actual[index], one, `${at}[${index}]`));
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${at}: ${show(actual)} is not an object`);
    for (const [name, one] of Object.entries(expected)) {
      assertShows(Reflect.get(actual, name), one, `${at}.${name}`);
    }
  } else assert.equal(actual, expected, `${at}: ${show(actual)} instead of ${show(expected)}`);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
}
