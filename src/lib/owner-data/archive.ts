/**
 * A zip archive as a stream. The next file is read only once the last one has gone out, so memory stays bounded whatever an account holds; and
 * others have their turn in between, also where the database is in this process and answers without one.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { Zip, ZipDeflate } from "fflate";

export interface ArchiveFile {
  readonly name: string;
  /** Its text in pieces. */
  readonly text: AsyncIterable<string> | Iterable<string>;
}

/** Pieces are gathered to about this much before they are compressed. */
const gatherMax = 64 * 1024;

async function* chunksOf(files: AsyncIterable<ArchiveFile>, atMs: number): AsyncGenerator<Uint8Array, void> {
  const out: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else out.push(chunk);
  });
  const flushed = (): Uint8Array[] => {
    if (failure) throw failure;
    return out.splice(0).filter(({ length }) => length > 0);
  };
  const encoder = new TextEncoder();
  for await (const { name, text } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = atMs;
    zip.add(file);
    let gathered = "";
    for await (const piece of text) {
      gathered += piece;
      if (gathered.length < gatherMax) continue;
      file.push(encoder.encode(gathered));
      gathered = "";
      yield* flushed();
      await nextTurn();
    }
    file.push(encoder.encode(gathered), true);
    yield* flushed();
    await nextTurn();
  }
  zip.end();
  yield* flushed();
}

/** The archive of these files. An error while reading breaks the stream off, so that half an archive can't pass for a whole one. */
export const archiveOf = (files: AsyncIterable<ArchiveFile>, atMs: number): ReadableStream<Uint8Array> => {
  const chunks = chunksOf(files, atMs);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value }: IteratorResult<Uint8Array, void> = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
};
