/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { hasTag, pushImage } from '../lib/pushImage.mjs';
import { incompressible } from './incompressible.mjs';

const repository = 'shop/web';

/**
 * Pushes the images of the demo application: `shop/web` with the tags 1.0, 2.0 and latest, the last two being one image.
 *
 * @param {{ host: string, caPem: string, username: string, password: string }} registry
 */
export async function pushImages(registry) {
  if (await hasTag(registry, repository, 'latest')) {
    return;
  }
  const base = layer('base', 3_000_000);
  for (const [version, tags] of [
    ['1.0', ['1.0']],
    ['2.0', ['2.0', 'latest']],
  ]) {
    await pushImage({
      registry,
      repository,
      tags,
      layers: [base, layer(`application ${version}`, 1_200_000)],
      config: { Cmd: ['/web'], Labels: { version } },
    });
  }
}

/** A tar archive of one file that doesn't compress, the same each time. */
function layer(name, size) {
  const content = incompressible(name, size);
  const header = Buffer.alloc(512);
  header.write(name.replaceAll(' ', '-'), 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (size % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}
