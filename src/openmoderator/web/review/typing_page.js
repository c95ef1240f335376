// A note on a page of its own is kept while it is typed, as in the dialog over the desk.
import { watchTyping } from "./typing.js";

watchTyping();
