import type { Metadata } from "next";
import Link from "next/link";
import { describeApi } from "@/app/api/docs/document";
import { OperationCard } from "@/components/docs/operation-card";
import { fieldsOf, readOperations } from "@/components/docs/operations";
import { sessionCookieName } from "@/lib/http/origin";

export const metadata: Metadata = { title: "API" };

const link = "text-accent-text underline underline-offset-4";

/** Drawn on the server from the same description that /api/docs answers. */
export default function ApiPage() {
  const document = describeApi({ sessionCookie: sessionCookieName() });
  const groups = readOperations(document);
  const problemFields = fieldsOf(document.components.schemas.Problem ?? {}).filter(({ name }) => !name.includes("."));
  return (
    <main className="mx-auto max-w-4xl px-4 py-10 sm:py-16">
      <h1 className="text-2xl font-semibold">Perin’s API</h1>
      <p className="mt-3 text-ink-soft">
        Version {document.info.version}. For programs:{" "}
        <Link href="/api/docs" prefetch={false} className={link}>
          OpenAPI {document.openapi} as JSON
        </Link>
        .
      </p>
      <div className="mt-4 space-y-2 text-ink-soft">
        <p>
          “Session” means the cookie <code className="text-ink wrap-anywhere">{sessionCookieName()}</code>, which signing in sets. Changes take JSON of up to 1
          MB, and an <code className="text-ink">Idempotency-Key</code> header where trying again must not act twice.
        </p>
        <p>
          Errors come as <code className="text-ink">application/problem+json</code> with {problemFields.map(({ name }) => name).join(", ")};{" "}
          <code className="text-ink">type</code> is the address of a page that explains the cure.
        </p>
      </div>
      <nav aria-label="Parts of the API" className="mt-6">
        <ul className="flex flex-wrap gap-x-4 gap-y-2">
          {groups.map(({ name, operations }) => (
            <li key={name}>
              <a href={`#${name}`} className={link}>
                {name}
              </a>{" "}
              <span className="text-sm text-ink-faint">{operations.length}</span>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ name, operations }) => (
        <section key={name} aria-labelledby={name} className="mt-10">
          <h2 id={name} className="scroll-mt-4 text-lg font-semibold">
            {name}
          </h2>
          <div className="mt-3 space-y-2">
            {operations.map((operation) => (
              <OperationCard key={operation.id} operation={operation} />
            ))}
          </div>
        </section>
      ))}
    </main>
  );
}
