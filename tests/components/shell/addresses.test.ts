/** The browser's addresses are those of the declarations they are named after, whichever room declares them. */
import { rooms } from "@/app/_composition/endpoints";
import * as accountAddresses from "@/hooks/account-addresses";
import * as addresses from "@/hooks/addresses";
import * as integrationAddresses from "@/hooks/integration-addresses";
import * as linkAddresses from "@/hooks/link-addresses";

const declared = Object.assign({}, ...Object.values(rooms)) as Readonly<Record<string, { readonly method: string; readonly path: string } | undefined>>;

test.each(Object.entries({ ...addresses, ...accountAddresses, ...integrationAddresses, ...linkAddresses }))(
  "%s is where its declaration says",
  (name, address) => {
    const { method, path } = declared[`${name}Endpoint`] ?? {};
    expect({ method: address.method, path: address.path }).toEqual({ method, path });
  },
);
