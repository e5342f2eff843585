/** Bodies are read with a hand on the tap: a declared length above the limit is refused unread, an undeclared one when it passes the limit. */
import { AppError } from "@/lib/errors";

const bodyBytesMax = 1_048_576;

const tooLarge = (): AppError => new AppError("request/too-large");

const readBytes = async (stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > bytesMax) {
      reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
};

/** The body as it came. Errors: request/too-large. */
export const readBodyBytes = async (request: Request, bytesMax: number = bodyBytesMax): Promise<Buffer> => {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge();
  return request.body === null ? Buffer.alloc(0) : readBytes(request.body, bytesMax);
};

/** Whoever sent it went away in the middle: that is nobody's fault here. */
const asCutOff = (error: unknown): never => {
  if (error instanceof Error && "code" in error && error.code === "ECONNRESET") throw new AppError("request/malformed-json", { cause: error });
  throw error;
};

/** The body as JSON; an empty one reads as {}. Errors: request/too-large, request/malformed-json. */
export const readJsonBody = async (request: Request, bytesMax: number = bodyBytesMax): Promise<unknown> => {
  const bytes = await readBodyBytes(request, bytesMax).catch(asCutOff);
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  try {
    const json = text.decode(bytes);
    return json.trim() === "" ? {} : (JSON.parse(json) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw new AppError("request/malformed-json", { cause: error });
    throw error;
  }
};
