"use client";
/** The last page: shown when even the layout failed. No style sheet, no script, no component of ours is needed to read it and to go on. */
const colours = `
  :root { color-scheme: light dark; }
  body { margin: 0; background: light-dark(#f7f4ef, #1a1815); color: light-dark(#25211b, #efeae1); font: 16px/1.6 system-ui, sans-serif; }
  main { max-width: 28rem; margin: 0 auto; padding: 20vh 1rem 4rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
  a { color: light-dark(#0b5a4f, #83d8c9); text-underline-offset: 4px; }
`;

// A whole new page, not a link of the router: whatever broke is left behind.
const start = "/chat";

export default function GlobalError({ error }: { readonly error?: Error & { readonly digest?: string } }) {
  return (
    <html lang="en">
      <head>
        <title>Perin couldn’t be shown</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{colours}</style>
      </head>
      <body>
        <main>
          <h1>Perin couldn’t be shown</h1>
          <p>Something went wrong on our side. What you saved before is kept.</p>
          <p>
            Reload the page, or <a href={start}>start over</a>. If it happens again, tell the operator of this server.
          </p>
          {error?.digest !== undefined && <p>Error number: {error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
