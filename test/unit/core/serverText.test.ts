import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fileName } from '../../../src/core/attachmentName';
import { escapeMarkdown } from '../../../src/core/markdown';
import { textToHtml } from '../../../src/core/plainText';

describe('text of the server', () => {
  it('is no Markdown: every mark is escaped, lines become paragraphs', () => {
    assert.equal(
      escapeMarkdown('# [a](command:x) <b> `c` https://d'),
      '\\# \\[a\\]\\(command\\:x\\) \\<b\\> \\`c\\` https\\:\\/\\/d',
    );
    assert.equal(escapeMarkdown('  a\r\n\n    b  '), 'a\n\nb');
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.doesNotMatch(escapeMarkdown(text).replaceAll(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/);
      }),
    );
  });

  it('names a file, and nothing outside of its folder', () => {
    const url = 'https://x/_apis/wit/attachments/1?fileName=from%20url.txt';
    assert.equal(fileName(url, 'notes.txt'), 'notes.txt');
    assert.equal(fileName(url, ''), 'from url.txt');
    assert.equal(fileName('https://x/_apis/wit/attachments/1', ''), 'attachment');
    assert.equal(fileName('no url', ''), 'attachment');
    assert.equal(fileName(url, '../../etc/passwd'), '_.._etc_passwd');
    assert.equal(fileName(url, 'C:\\a\\b.exe'), 'C__a_b.exe');
    assert.equal(fileName(url, 'CON.txt'), 'attachment-CON.txt');
    assert.equal(fileName(url, 'photo\u202Egpj.exe'), 'photogpj.exe');
    assert.equal(fileName(url, '...'), 'attachment');
    fc.assert(
      fc.property(fc.string(), (name) => {
        assert.doesNotMatch(fileName('', name), /[/\\]|^\.+$|^$/);
      }),
    );
  });

  it('is HTML once it was typed as plain text', () => {
    assert.equal(textToHtml('a < b & c > d\nnext'), 'a &lt; b &amp; c &gt; d<br>next');
  });
});
