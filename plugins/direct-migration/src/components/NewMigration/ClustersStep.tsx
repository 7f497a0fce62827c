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
import { Select } from '@backstage/ui';
import { useEntityOptions } from '../../hooks/useEntityOptions';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterSelect, fieldError, problemAt } from '../PlanFields';
import styles from './NewMigration.module.css';
import type { StepProps } from './StepProps';

const NONE = '';

/** Which application, from which cluster to which. */
export function ClustersStep(props: StepProps) {
  const { plan, onChange, problems, clusters } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const applications = useEntityOptions('applications');
  const isKnown =
    !plan.entityRef || applications.some(({ id }) => id === plan.entityRef);
  return (
    <div className={styles.grid}>
      <div className={styles.wide}>
        <Select
          label={t('wizard.application.label')}
          description={t('wizard.application.description')}
          options={[
            { id: NONE, label: t('wizard.application.none') },
            ...(isKnown
              ? []
              : [{ id: plan.entityRef!, label: plan.entityRef! }]),
            ...applications,
          ]}
          search={{ placeholder: t('filter.search') }}
          value={plan.entityRef ?? NONE}
          onChange={key =>
            onChange({ entityRef: key ? String(key) : undefined })
          }
          {...fieldError(problemAt(problems, 'entityRef'))}
        />
      </div>
      {(['sourceCluster', 'targetCluster'] as const).map(field => (
        <ClusterSelect
          key={field}
          label={t(`wizard.${field}`)}
          clusters={clusters}
          isRequired
          value={plan[field]}
          onChange={value => onChange({ [field]: value ?? '' })}
          problem={problemAt(problems, field)}
        />
      ))}
    </div>
  );
}
