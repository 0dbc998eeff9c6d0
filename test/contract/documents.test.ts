import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { batch41 } from './batch41';
import { olderBatches, readDocuments } from './batchOthers';
import type { DocumentCase } from './documentCase';
import { factsFolder, readFact } from './facts';
import { assertShows } from './shows';
import { workItems10Reads } from './workItems10Reads';
import { workItems10Writes } from './workItems10Writes';

const cases = [...workItems10Reads, ...workItems10Writes, ...batch41, ...olderBatches, ...readDocuments];

describe('The examples of the reference documents', () => {
  for (const one of cases) {
    it(`${one.document}: ${one.heading}`, async () => {
      const seed = one.until === undefined ? 'fabrikam' : `documented:${one.until}`;
      const api = await startApi({ seed });
      try {
        await play(api, one);
      } finally {
        await api.sandbox.close();
      }
    });
  }

  it('are all in the table', function () {
    const folder = factsFolder();
    if (folder === undefined) {
      console.log('      The documents are not here: not compared with the table. Name their folder in WIT_FACTS.');
      return;
    }
    const documents = [...new Set(cases.map(({ document }) => document))];
    for (const document of documents) {
      const headings = headingsWithExamples(readFact(folder, `reference/${document}`));
      const known = cases.filter((one) => one.document === document).map(({ heading }) => heading);
      const missing = headings.filter((heading) => !known.some((one) => same(one, heading)));
      assert.deepEqual(missing, [], `${document} has examples that no case plays`);
    }
    assert.equal(documents.length, 5);
  });
});

async function play(api: Api, one: DocumentCase): Promise<void> {
  const reply = await api.call(one.method, one.path, {
    ...(one.body === undefined ? {} : { body: one.body }),
    ...(one.type === undefined ? {} : { type: one.type }),
  });
  assert.equal(reply.status, one.status ?? 200, reply.text);
  assertShows(one.path.includes('$batch') ? answersOf(reply) : reply.body, one.shows ?? {});
  await one.then?.(api, reply);
}

/** The answers of a batch; each body is JSON in a string. */
function answersOf(reply: Reply): unknown {
  const value = member(reply.body, 'value');
  assert.ok(Array.isArray(value), reply.text);
  assert.equal(member(reply.body, 'count'), value.length);
  return value.map((answer: unknown) => {
    const body = member(answer, 'body');
    assert.equal(typeof body, 'string');
    return { code: member(answer, 'code'), body: JSON.parse(String(body)) as unknown };
  });
}

function same(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/[#\s.]+/g, ' ')
      .trim()
      .toLowerCase();
  return plain(a) === plain(b);
}

/** Headings under which a request is printed, whatever the page's own way to write headings. */
function headingsWithExamples(text: string): readonly string[] {
  const found: string[] = [];
  let heading = '';
  for (const line of text.split(/\r?\n/)) {
    const markdown = /^#{2,4}\s+([^<]+?)\s*(?:<a .*)?$/.exec(line);
    const glued = /^### (.+?)Sample request$/.exec(line);
    if (glued) found.push(glued[1] ?? '');
    else if (markdown) heading = markdown[1] ?? '';
    else if (/^[A-Z][A-Za-z ]+$/.test(line) && !/^(Sample|Parameter|Body|Query|Name|Note|Response|Request)/.test(line))
      heading = line;
    if (line.startsWith('[!code-REST ') || /^(\*\*Request Body\*\*)$/.test(line)) found.push(heading);
    if (/^Sample request$/i.test(line)) found.push(heading);
  }
  return [...new Set(found)];
}
