// Signing in replaces the token against forgery, also that of pages which are open. They ask for
// the new one and go on with what is on them.
import { desk } from "./page.js";

// The server's answer; ok when every form of the page has the new token. Null: out of reach.
export async function renewToken() {
  const team = desk().elements.in_team.value;
  const answer = await fetch(`/fresh-token?in_team=${team}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok) {
    const { token } = await answer.json();
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
  }
  return answer;
}
