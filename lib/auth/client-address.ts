/** Where a request comes from, as the server that accepted the connection noted it. */

/** Set by scripts/launcher/client-address.mjs from the socket, or from the nearest proxy when one is trusted; never the caller's own word. */
const CLIENT_ADDRESS_HEADER = "x-candlewatch-client";

export function clientAddress(request: Request): string | null {
  const noted = request.headers.get(CLIENT_ADDRESS_HEADER);
  return noted === null || noted === "" ? null : noted.replace(/^::ffff:(?=\d+\.)/, "");
}

/** What a limit counts by: an IPv4 address, or the /64 a household or server is given in IPv6. */
export function limitedAddress(address: string | null): string {
  if (address === null) return "unknown";
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => "0"), ...back];
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}
