// Lets whoever started a process look into it: node --expose-gc --import <this file> <script>
process.on("message", () => {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((one) => one === "TCPSocketWrap").length;
  process.send({ heapUsed, rss, sockets });
});
// Nothing waits for questions alone.
process.channel.unref();
