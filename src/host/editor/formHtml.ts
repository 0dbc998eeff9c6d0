import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Bundles and style sheets that the page may load. */
export function formResources(extensionUri: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media', 'webview')];
}

const styleSheets = ['form', 'layout', 'controls', 'buttons', 'comboBox', 'longText', 'relations', 'operations'];

/** The page before it has anything to show. Nothing runs but the one script, nothing is fetched but from the extension. */
export function formHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js'));
  const styles = styleSheets.map((name) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'webview', `${name}.css`)),
  );
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src data: ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((style) => `<link rel="stylesheet" href="${style.toString()}">`).join('\n')}
<title>${vscode.l10n.t('Work Item')}</title>
</head>
<body>
<p class="loading">${vscode.l10n.t('Loading…')}</p>
<script nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}
