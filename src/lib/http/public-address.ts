/**
 * Which addresses this server may be sent to by what somebody typed: public ones only. Everything that leads to this machine, its network,
 * the cloud's metadata or nowhere is refused, in whatever form it is written, unless the operator allowed that place.
 */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { config } from "@/lib/config";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** NAT64 (RFC 6052), 6to4 (RFC 3056) and mapped addresses carry an IPv4 address inside, which is where they lead. */
const carriedBy = (address: ipaddr.IPv6): ipaddr.IPv4 | null => {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  switch (address.range()) {
    case "rfc6052":
      return new ipaddr.IPv4(bytes.slice(12));
    case "6to4":
      return new ipaddr.IPv4(bytes.slice(2, 6));
    default:
      return null;
  }
};

const publicOne = (address: Address): boolean => {
  if (address.kind() === "ipv4") return address.range() === "unicast";
  const inner = carriedBy(address as ipaddr.IPv6);
  return inner === null ? address.range() === "unicast" : inner.range() === "unicast";
};

/** Textual forms of an address only: anything else is false, also forms that some resolvers would accept ("0x7f.1"). */
export const isPublicAddress = (text: string): boolean => {
  const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIP(bare) === 0 || text.includes("%")) return false;
  return publicOne(ipaddr.parse(bare));
};

const allowedPlaces = (): readonly string[] =>
  (config().PRIVATE_HOSTS_ALLOWED ?? "")
    .split(",")
    .map((place) => place.trim().toLowerCase())
    .filter(Boolean);

const inside = (address: string, place: string): boolean => {
  if (!place.includes("/")) return place === address;
  const [range, bits] = ipaddr.parseCIDR(place);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === range.kind() && parsed.match([range, bits] as [ipaddr.IPv4, number]);
};

/** May this name, once it is found at this address, be connected to? */
const mayConnect = (host: string, address: string): boolean =>
  isPublicAddress(address) || allowedPlaces().some((place) => place === host.toLowerCase() || inside(address, place));

export interface PublicAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Where a host is, looked up once: connect to this address and not to the name, whose next answer may be another. One forbidden address among
 * several refuses them all. Null when it must not be connected to. Errors: what the lookup throws (ENOTFOUND, EAI_AGAIN).
 */
export const findPublicAddress = async (host: string): Promise<PublicAddress | null> => {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = isIP(bare) === 0 ? await lookup(bare, { all: true, order: "verbatim" }) : [{ address: bare, family: isIP(bare) }];
  const [first] = found;
  if (first === undefined || !found.every(({ address }) => mayConnect(bare, address))) return null;
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
};
