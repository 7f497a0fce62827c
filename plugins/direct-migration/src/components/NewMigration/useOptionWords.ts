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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';

const MIB = 2 ** 20;

/** The options of a plan in the words of the fields that ask for them; what no field asks for, as the API has it. */
export function useOptionWords(options: PlanOptions): string[] {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  const { volumes = {}, images = {}, ...plan } = options;
  const { sourcePod = {}, targetPod = {}, ...ofVolumes } = volumes;
  const words: string[] = [];
  const say = (label: string, value: string) =>
    words.push(t('wizard.option', { label, value }));
  const asItIs = (of: object) => {
    for (const [name, value] of Object.entries(of)) {
      if (value !== undefined) {
        say(
          name,
          typeof value === 'object' ? JSON.stringify(value) : `${value}`,
        );
      }
    }
  };

  const { verify, compression, acceptLoss, exclude, ...others } = ofVolumes;
  if (verify) {
    say(t('wizard.options.verify'), t(`wizard.options.verifyChoice.${verify}`));
  }
  if (compression) {
    say(
      t('wizard.options.compression'),
      t(`wizard.options.compressionChoice.${compression}`),
    );
  }
  if (acceptLoss?.length) {
    say(
      t('wizard.options.acceptLoss'),
      acceptLoss.map(kind => t(`wizard.options.loss.${kind}`)).join(', '),
    );
  }
  if (exclude?.length) {
    say(t('wizard.options.exclude'), exclude.join(', '));
  }
  for (const [side, { runAsUser, ...pod }] of [
    ['sourcePod', sourcePod] as const,
    ['targetPod', targetPod] as const,
  ]) {
    if (runAsUser !== undefined) {
      say(t(`wizard.options.${side}`), number.format(runAsUser));
    }
    if (Object.keys(pod).length) {
      asItIs({ [side]: pod });
    }
  }
  asItIs(others);

  const { bandwidthLimit, endpoint, maxParallel, maxAttempts, ...rest } = plan;
  if (bandwidthLimit !== undefined) {
    say(
      t('wizard.options.bandwidthLimit'),
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(
        bandwidthLimit / MIB,
      ),
    );
  }
  if (endpoint) {
    say(t('wizard.options.endpoint'), endpoint);
  }
  if (maxParallel !== undefined) {
    say(t('wizard.options.maxParallel'), number.format(maxParallel));
  }
  if (maxAttempts !== undefined) {
    say(t('wizard.options.maxAttempts'), number.format(maxAttempts));
  }
  asItIs(rest);

  const { runOn, ...ofImages } = images;
  if (runOn === 'target' || runOn === 'source') {
    say(t('wizard.options.runOn'), t(`wizard.options.runOnChoice.${runOn}`));
  } else {
    asItIs({ runOn });
  }
  asItIs(ofImages);
  return words;
}
