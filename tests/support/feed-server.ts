/** A web server with one calendar file: validators, redirects, refusals and whatever else a feed's host does. */
import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";

export interface FeedServer {
  readonly origin: string;
  /** Path and headers of every request. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage["headers"] }[];
  text: string;
  status: number;
  headers: Record<string, string>;
  /** Answers 304 for this ETag. */
  etag: string | null;
  readonly close: () => Promise<void>;
}

export const startFeedServer = async (text: string): Promise<FeedServer> => {
  const server = createServer((request, response) => {
    feed.requests.push({ path: request.url ?? "", headers: request.headers });
    if (feed.etag !== null && request.headers["if-none-match"] === feed.etag) response.writeHead(304).end();
    else
      response
        .writeHead(feed.status, { "content-type": "text/calendar; charset=utf-8", ...(feed.etag === null ? {} : { etag: feed.etag }), ...feed.headers })
        .end(feed.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const feed: FeedServer = {
    origin: `http://127.0.0.1:${port}`,
    requests: [],
    text,
    status: 200,
    headers: {},
    etag: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return feed;
};
