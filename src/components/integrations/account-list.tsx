"use client";
/** Connected accounts, and what else can be connected; looks again by itself while something is being read. */
import { CalendarSync } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { call } from "@/hooks/call";
import { listConnections } from "@/hooks/integration-addresses";
import type { Connection, OfferedProvider } from "@/lib/integrations/contracts";
import { AccountRow } from "./account-row";
import { ConnectButton } from "./connect-button";

export interface AccountListProps {
  readonly connections: readonly Connection[];
  readonly providers: readonly OfferedProvider[];
  readonly colors: readonly string[];
}

const lookEveryMs = 2_500;
const restsMs = 30_000;

export function AccountList({ connections: first, providers, colors }: AccountListProps) {
  const [connections, setConnections] = useState(first);
  useFocusAfterRemoval(connections.length);
  const look = useCallback(async () => {
    try {
      setConnections((await call(listConnections, {})).connections);
    } catch {
      // The next look may succeed; what is shown stays.
    }
  }, []);
  const underWay = connections.some(({ state }) => state === "waiting" || state === "syncing");
  useEffect(() => {
    const timer = setInterval(() => void look(), underWay ? lookEveryMs : restsMs);
    return () => clearInterval(timer);
  }, [look, underWay]);
  return (
    <>
      {connections.length === 0 ? (
        <div className="rounded-xl border bg-surface">
          <EmptyState icon={CalendarSync} title="No account is connected">
            Connect a calendar, and its events keep you busy here at once; connect a mailbox, and Perin can find what needs an answer.
          </EmptyState>
        </div>
      ) : (
        <ul aria-label="Connected accounts" className="divide-y rounded-xl border bg-surface">
          {connections.map((connection) => (
            <AccountRow
              key={connection.id}
              connection={connection}
              provider={providers.find(({ id }) => id === connection.provider)}
              colors={colors}
              onChanged={() => void look()}
            />
          ))}
        </ul>
      )}
      <h3 className="mt-8 font-medium">Add an account</h3>
      <ul aria-label="What can be connected" className="mt-3 divide-y rounded-xl border bg-surface">
        {[...providers]
          .sort((a, b) => Number(a.missing !== null) - Number(b.missing !== null))
          .map((provider) => (
            <li key={provider.id} className="flex items-center gap-3 p-4">
              <div className="min-w-0 grow">
                <p className="font-medium">{provider.label}</p>
                <p className="text-sm text-ink-soft">{provider.missing === null ? provider.about : `Not set up on this server. ${provider.missing}`}</p>
              </div>
              {provider.missing === null && <ConnectButton provider={provider} onConnected={() => void look()} />}
            </li>
          ))}
      </ul>
    </>
  );
}
