// Lets a child process import the sources as they are written, on every Node that relata runs on:
// node --conditions=@relata/source --import <this file> <script>
import { register } from "node:module";

register("./typescript-hooks.mjs", import.meta.url);
