import type { Persona } from '@linzhang/shared/demo/demo.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Initial } from '../../components/display/Initial';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Loaded } from '../../components/screen/Loaded';
import { useMutation } from '../../lib/useMutation';
import { useQuery } from '../../lib/useQuery';
import { listPersonas } from './demo.api';

interface PersonaListProps {
  wordOf: (role: Persona['role']) => string;
  /** Signs in with the code of a person. */
  enter: (code: string) => Promise<void>;
  onDone: () => void;
}

/** Signs in as one of the people of the demo data. Exists in demo builds only. */
export function PersonaList({ wordOf, enter, onDone }: PersonaListProps) {
  const personas = useQuery(listPersonas);
  const entering = useMutation((persona: Persona) => enter(persona.code), onDone);
  return (
    <Loaded query={personas} blocks={6}>
      {({ items }) => (
        <Section title="选择一个身份进入演示">
          <ErrorNotice error={entering.error} />
          {entering.busy ? <Notice tone="sky" icon="clock" text="正在登录…" /> : null}
          <Card flush>
            {items.map((persona) => (
              <Row
                key={persona.name}
                id={`persona-${persona.name}`}
                lead={<Initial name={persona.label} tone={persona.role === 'customer' ? 'seal' : 'sky'} />}
                title={persona.label}
                note={wordOf(persona.role)}
                onTap={() => void entering.submit(persona)}
              />
            ))}
          </Card>
        </Section>
      )}
    </Loaded>
  );
}
