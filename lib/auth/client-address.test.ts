import { expect, test } from "vitest";
import { clientAddress, limitedAddress } from "./client-address";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [null, "unknown"],
])("%s is counted as %s", (address, counted) => {
  expect(limitedAddress(address)).toBe(counted);
});

test("an IPv4 address that came over an IPv6 socket is the IPv4 address", () => {
  const headers = { "x-candlewatch-client": "::ffff:203.0.113.9" };
  expect(clientAddress(new Request("http://localhost", { headers }))).toBe("203.0.113.9");
});

test("what the caller claims in X-Forwarded-For is not believed", () => {
  const headers = { "x-forwarded-for": "203.0.113.9" };
  expect(clientAddress(new Request("http://localhost", { headers }))).toBeNull();
});
