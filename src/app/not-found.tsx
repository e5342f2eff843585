// This page comes along with every other one, so it brings no component of its own: a plain link, its class spelled out.
const start = "/chat";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-4 py-16">
      <h1 className="text-2xl font-semibold">There is nothing at this address</h1>
      <p className="mt-3 text-ink-soft">The page may have moved, or the address has a typing error. Nothing of yours is lost.</p>
      <p className="mt-6">
        <a href={start} className="inline-flex h-9 items-center rounded-lg bg-accent px-4 text-sm font-medium text-accent-ink hover:bg-accent-strong">
          Go to Perin
        </a>
      </p>
    </main>
  );
}
