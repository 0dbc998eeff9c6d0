import { crc32 } from 'node:zlib';

/** Lengths of the three records without their names (ZIP application note, 4.3.7, 4.3.12 and 4.3.16). */
const localLength = 30;
const centralLength = 46;
const endLength = 22;
const version = 20;
/** Bit 11: the name is UTF-8. */
const utf8Name = 0x0800;
/** 1 January 1980, the first day that the format knows. */
const firstDay = 0x0021;

/** A ZIP archive with one file, not compressed. */
export function zipOf(fileName: string, content: Buffer): Buffer {
  const name = Buffer.from(fileName);
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(version, 0);
  entry.writeUInt16LE(utf8Name, 2);
  entry.writeUInt16LE(firstDay, 8);
  entry.writeUInt32LE(crc32(content), 10);
  entry.writeUInt32LE(content.length, 14);
  entry.writeUInt32LE(content.length, 18);
  entry.writeUInt16LE(name.length, 22);
  const local = Buffer.alloc(localLength);
  local.writeUInt32LE(0x04034b50, 0);
  entry.copy(local, 4);
  const central = Buffer.alloc(centralLength);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(version, 4);
  entry.copy(central, 6);
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(centralLength + name.length, 12);
  end.writeUInt32LE(localLength + name.length + content.length, 16);
  return Buffer.concat([local, name, content, central, name, end]);
}
