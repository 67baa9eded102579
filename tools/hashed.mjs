// Files that are cached for ever have the hash of their bytes in their name, and integrity where they are named.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Their names; the word before the hash, the hash and the extension are the groups. */
export const HASHED = /^(embed|engine|tools|metadata)-([0-9a-f]{16})\.(js|wasm)$/;

/** Writes a file into `folder` under the name of its content and returns that name. */
export function writeHashed(folder, name, extension, bytes) {
  const file = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${extension}`;
  fs.writeFileSync(path.join(folder, file), bytes);
  return file;
}

export const integrity = bytes => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** The one file of a finished build that is called `<word>-<hash>.<extension>`: the loader's copy, for one. */
export function pinned(folder, word = 'embed', extension = 'js') {
  const found = fs.readdirSync(folder).filter(name => HASHED.exec(name)?.[1] === word && name.endsWith(`.${extension}`));
  if (found.length !== 1) throw new Error(`${folder}: ${found.length} files are called ${word}-<hash>.${extension}, expected 1 (./x build makes it)`);
  return found[0];
}
