/** The way to the sign-in page of a Wi-Fi: an address of ours that no service worker answers. */
import { late } from "../strings/late.ts";

/** With a query it goes to the network (sw/route-request.ts), and the Wi-Fi puts its page there. */
const address = "/?sign-in";

export const SignInLink = () => (
  <a class="button" href={address} target="_blank" rel="noreferrer">
    {late.notice.open}
  </a>
);
