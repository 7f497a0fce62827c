// Type-checks single packages, for a quick answer while working: node scripts/typecheck.mjs plugins/direct-migration-common
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const packages = process.argv.slice(2);
const file = `tsconfig.typecheck-${process.pid}.local.json`;
writeFileSync(
  file,
  JSON.stringify({
    extends: './tsconfig.json',
    include: packages.flatMap(p => [
      `${p}/src`,
      `${p}/dev`,
      `${p}/config.d.ts`,
    ]),
    compilerOptions: {
      noEmit: true,
      incremental: false,
      emitDeclarationOnly: false,
      declaration: false,
      declarationMap: false,
    },
  }),
);
try {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', file],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(file, { force: true });
}
