import fs from 'node:fs';
import path from 'node:path';
import { npmInstall, provision } from './provision';

/**
 * Fonts for pictures that look alike on every Linux, also where none is installed: Ubuntu is what VS Code itself asks for
 * first, DejaVu Sans Mono is for code, and DejaVu Sans has the symbols. Gives the file for `FONTCONFIG_FILE`.
 */
export async function provisionFonts(): Promise<string> {
  const folder = await provision({
    name: 'fonts-ubuntu-dejavu',
    needs: ['Ubuntu_400Regular.ttf', 'DejaVuSansMono.ttf', 'DejaVuSans.ttf', 'fonts.conf'],
    make: async (draft) => {
      await npmInstall(draft, '@expo-google-fonts/ubuntu@0.4.1', 'dejavu-fonts-ttf@2.37.3');
      for (const file of fontFiles(path.join(draft, 'node_modules'))) {
        fs.copyFileSync(file, path.join(draft, path.basename(file)));
      }
      fs.rmSync(path.join(draft, 'node_modules'), { recursive: true });
      fs.writeFileSync(path.join(draft, 'fonts.conf'), configuration);
    },
  });
  return path.join(folder, 'fonts.conf');
}

/** Of DejaVu only the plain cuts: its mathematical and serif faces would be taken for whatever no other font has. */
function fontFiles(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /Ubuntu_\w+\.ttf$|DejaVuSans(Mono)?(-(Bold|Oblique|BoldOblique))?\.ttf$/.test(file))
    .map((file) => path.join(folder, file));
}

/** A headless Chromium knows no desktop's `system-ui`, so whatever is not found is Ubuntu. */
const configuration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <match target="pattern"><edit name="family" mode="append_last"><string>Ubuntu</string></edit></match>
  <alias binding="same"><family>sans-serif</family><prefer><family>Ubuntu</family><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match target="font"><edit name="hintstyle" mode="assign"><const>hintslight</const></edit></match>
</fontconfig>
`;
