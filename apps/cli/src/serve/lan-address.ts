/** The address under which phones on the same network find this machine. */
import type { NetworkInterfaceInfo } from "node:os";

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** RFC 1918: addresses that a home, camp or hotspot network hands out. */
const privateIpv4 = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** Networks between programs of this machine; no phone is on them. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|utun|tun|tap|wg)/i;

/**
 * The first private IPv4 address of a network that phones can be on.
 * @param interfaces what `os.networkInterfaces()` gives
 * @returns undefined when this machine is on no such network
 */
export const findLanAddress = (interfaces: Interfaces): string | undefined => {
  for (const [name, addresses] of Object.entries(interfaces)) {
    if (virtual.test(name)) continue;
    const found = addresses?.find(
      (address) =>
        address.family === "IPv4" && !address.internal && privateIpv4.test(address.address),
    );
    if (found !== undefined) return found.address;
  }
  return undefined;
};

/** Whether a listening address can be reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host.startsWith("127.");
