// Runs the conformance suite against a real cluster: node scripts/conformance.mjs --kubeconfig <file> [--image <name>]
// The kubeconfig needs a token; the image (default: local/busybox:1) has to be on the node and have sh, nc and stat.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { kubeconfig: { type: 'string' }, image: { type: 'string' } },
});
if (!values.kubeconfig) {
  process.stderr.write('Say which cluster: --kubeconfig <file>\n');
  process.exit(2);
}
const { status } = spawnSync(
  'yarn',
  ['backstage-cli', 'package', 'test', '--watch=false', 'src/conformance'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: {
      ...process.env,
      SANDBOX_CONFORMANCE_KUBECONFIG: resolve(values.kubeconfig),
      ...(values.image
        ? { SANDBOX_CONFORMANCE_SHELL_IMAGE: values.image }
        : {}),
    },
  },
);
process.exit(status ?? 1);
