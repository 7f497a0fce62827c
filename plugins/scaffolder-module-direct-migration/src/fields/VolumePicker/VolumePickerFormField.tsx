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
import { Text } from '@backstage/ui';
import type { PlanVolume } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  directMigrationTranslationRef,
  useClusters,
  VolumeInspections,
  VolumePicker,
} from '@direct-migration/backstage-plugin-direct-migration/fields';
import { fieldsTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame';
import { formPlan } from '../formPlan';
import { formProblems } from '../formProblems';
import { sayingWhatIsEmpty } from '../sayingWhatIsEmpty';
import { useForgotten } from '../useForgotten';
import type { VolumePickerSchema } from './schema';

/** Volumes of the namespaces that another field of the form holds, and what each becomes. */
export function VolumePickerFormField(
  props: typeof VolumePickerSchema.TProps,
): JSX.Element {
  const { formData: value = [], schema } = props;
  const onChange = (volumes: PlanVolume[]) =>
    props.onChange(sayingWhatIsEmpty(volumes, schema.default));
  const { t } = useTranslationRef(fieldsTranslationRef);
  const { t: texts } = useTranslationRef(directMigrationTranslationRef);
  const clusters = useClusters();
  const plan = formPlan(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
    { volumes: value },
  );
  const namespaces = plan.namespaces.filter(({ source }) => source);
  useForgotten(plan.sourceCluster, () => onChange([]));
  useForgotten(namespaces.map(({ source }) => source).join(' '), () =>
    onChange(
      value.filter(volume =>
        namespaces.some(({ source }) => source === volume.namespace),
      ),
    ),
  );
  const problems = formProblems(plan, 'volumes', texts);
  // Of anything else the backend would only say that it is no plan.
  const isComplete =
    value.length > 0 &&
    plan.targetCluster &&
    !problems.length &&
    !formProblems(plan, 'namespaces', texts).length;
  return (
    <FieldFrame title={schema.title ?? t('volumes.label')}>
      {plan.sourceCluster && namespaces.length ? (
        <>
          <VolumePicker
            sourceCluster={plan.sourceCluster}
            targetCluster={clusters.value?.find(
              ({ entityRef }) => entityRef === plan.targetCluster,
            )}
            namespaces={namespaces}
            value={value}
            onChange={onChange}
            problems={problems}
            isDisabled={props.disabled}
          />
          {isComplete && (
            <VolumeInspections
              plan={plan}
              isChecking={!!props.disabled}
              onConsent={onChange}
            />
          )}
        </>
      ) : (
        <Text as="p" color="secondary">
          {t('namespaces.chooseFirst')}
        </Text>
      )}
    </FieldFrame>
  );
}
