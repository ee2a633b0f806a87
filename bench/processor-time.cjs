// Required before a server: tells whoever started it, when asked, how much processor time its process has taken.
const { channel } = process;

if (channel) {
  process.on('message', (question) => {
    if (question !== 'processor time') return;
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  channel.unref();
}
