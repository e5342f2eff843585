/** Names of files in an archive: readable, safe on every system, each once. */

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A title as part of a file's name: at most 60 signs, without what a system forbids. */
export const fileNameOf = (title: string): string => {
  const plain = title
    .normalize("NFC")
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 60)
    .replace(/^[. ]+|[. ]+$/g, "");
  return plain === "" || reserved.test(plain) ? "untitled" : plain;
};

/** Gives names out, adding a number to one that is taken. */
export const uniqueNames = (): ((folder: string, title: string, extension: string) => string) => {
  const taken = new Set<string>();
  return (folder, title, extension) => {
    const base = `${folder}/${fileNameOf(title)}`;
    let name = `${base}.${extension}`;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} (${number}).${extension}`;
    taken.add(name.toLowerCase());
    return name;
  };
};
