import { type Draw, dot, repeat, round } from './draw.ts';

const confettiPiece = (pick: Draw['pick']): string => `M${pick(0, 160)} ${pick(0, 120)}l${pick(-5, 6)} ${pick(3, 6)}`;

/** Paper in the air, flags over the street. */
export function confetti({ pick, light, second, main, shade }: Draw) {
  const flags = (y: number, sag: number, first: number) =>
    repeat(6, (at) => {
      const x = 4 + at * 28 + first;
      const lift = round(sag * (1 - ((x + 9 - 80) / 90) ** 2));
      return `M${x} ${y + lift}h18l-9 20z`;
    });
  return (
    <>
      <g strokeWidth="4">
        <path d={repeat(13, () => confettiPiece(pick))} stroke={light} />
        <path d={repeat(13, () => confettiPiece(pick))} stroke={second} />
        <path d={repeat(13, () => confettiPiece(pick))} stroke={shade} />
      </g>
      <path d="M-10 22Q80 62 170 22M-10 58Q80 98 170 58" fill="none" stroke={light} strokeWidth="1.500" />
      <path d={flags(22, 20, 0)} fill={main} />
      <path d={flags(58, 20, pick(-12, 0))} fill={second} />
    </>
  );
}

/** Streamers thrown from a balcony. */
export function streamers({ pick, light, second, main, shade }: Draw) {
  const colours = [light, second, main, shade];
  return (
    <g fill="none" strokeWidth="6" strokeLinecap="round">
      {[0, 1, 2, 3, 4, 5, 6].map((at) => (
        <path
          key={at}
          d={`M${at * 25 + pick(0, 10)} -10q${pick(12, 26)} 16 0 32t0 32t0 32t0 ${pick(8, 40)}`}
          stroke={colours[(at + pick(0, 2)) % 4]}
        />
      ))}
      <path d={repeat(10, () => dot(pick(6, 154), pick(6, 114), 2))} stroke={light} strokeWidth="2" />
    </g>
  );
}

/** A mask with feathers: nobody knows who you are. */
export function feathers({ pick, light, second, main, shade }: Draw) {
  const spread = pick(12, 17);
  const colours = [main, second, light];
  return (
    <>
      {[-4, -3, -2, -1, 0, 1, 2, 3, 4].map((at) => (
        <path
          key={at}
          d="M80 74C68 50 70 20 80 2C90 20 92 50 80 74"
          fill={colours[(at + 6) % 3]}
          transform={`rotate(${at * spread} 80 96)`}
        />
      ))}
      <path d="M34 62Q80 50 126 62Q126 98 104 98Q90 98 80 84Q70 98 56 98Q34 98 34 62z" fill={shade} />
      <path d="M48 74q12-10 22 2q-12 12-22-2M112 74q-12-10-22 2q12 12 22-2" fill={light} />
      <path
        d="M38 66Q80 56 122 66"
        fill="none"
        stroke={second}
        strokeWidth="3"
        strokeDasharray="0 7"
        strokeLinecap="round"
      />
    </>
  );
}

/** The tent, and everything that shines out of it. */
export function bigTop({ pick, light, second, main, shade }: Draw) {
  const flag = pick(0, 2) === 0 ? 16 : -16;
  return (
    <>
      <path
        d={repeat(10, (at) => `M80 40L${at * 46 - 150}-70h22zM80 40L${at * 46 - 150} 190h22z`)}
        fill={light}
        opacity=".2"
      />
      <path d={`M80 30V10L${80 + flag} 16L80 22`} fill={second} stroke={second} strokeWidth="2" />
      <path d="M80 28Q66 56 24 68H136Q94 56 80 28" fill={light} />
      <path d="M80 28Q72 54 46 68H64zM80 28L96 68H114Q88 54 80 28" fill={main} />
      <path d="M30 68H130L136 112H24z" fill={light} />
      <path d="M44 68H58L54 112H36zM72 68H88L91 112H69zM102 68H116L124 112H106z" fill={main} />
      <path d={`M24 66H136V71${repeat(8, () => 'q-7 11-14 0')}z`} fill={second} />
      <path d="M80 78Q90 92 92 112H68Q70 92 80 78" fill={shade} />
      <path d="M0 112H160V120H0z" fill={shade} />
    </>
  );
}

/** Under the canvas, looking up at the mast. */
export function canvas({ pick, light, second, main, shade }: Draw) {
  const x = pick(58, 102);
  const wedge = (at: number) => {
    const angle = (at / 10) * Math.PI;
    const end = angle + Math.PI / 10;
    const point = (one: number) => `${round(x + 170 * Math.cos(one))} ${round(44 + 170 * Math.sin(one))}`;
    return `M${x} 44L${point(angle)}L${point(end)}z`;
  };
  return (
    <>
      <path d={repeat(10, (at) => wedge(at * 2))} fill={main} />
      <path d={repeat(10, (at) => wedge(at * 2 + 1))} fill={light} />
      <circle cx={x} cy="44" r="30" fill={second} opacity=".55" />
      <circle cx={x} cy="44" r="14" fill={shade} />
      <path d="M0 88Q40 118 80 96T160 88" fill="none" stroke={shade} strokeWidth="2" />
      <path d={repeat(7, (at) => dot(12 + at * 23, 98 + (at % 2) * 5, 4))} fill={second} stroke={shade} />
    </>
  );
}

/** Nine things in the air, two hands. */
export function juggling({ pick, light, second, main, shade }: Draw) {
  const colours = [main, second, light];
  return (
    <>
      <path d="M-4 -4H164V124H-4z" fill="none" stroke={main} strokeWidth="22" strokeDasharray="14 14" opacity=".55" />
      <path d="M52 96C30 10 130 10 108 96" fill="none" stroke={light} strokeWidth="1.500" strokeDasharray="2 6" />
      {[0, 1, 2, 3, 4, 5, 6].map((at) => {
        const angle = Math.PI * (1 - (at + pick(0, 4) / 10) / 6.4);
        return (
          <circle
            key={at}
            cx={round(80 + 34 * Math.cos(angle))}
            cy={round(84 - 56 * Math.sin(angle))}
            r={at % 2 === 0 ? 8 : 6}
            fill={colours[at % 3]}
          />
        );
      })}
      <path d="M40 104q12-14 24 0zM96 104q12-14 24 0z" fill={shade} />
    </>
  );
}

/** The sun goes down behind the hills, the first band comes on. */
export function hills({ pick, light, second, main, shade }: Draw) {
  const x = pick(50, 110);
  return (
    <>
      <path d={dot(x, 58, 44)} fill={light} opacity=".2" />
      <path d={dot(x, 58, 26)} fill={light} />
      <path d={`M0 ${pick(62, 74)}Q40 48 80 68T160 60V120H0z`} fill={second} />
      <path d={`M0 ${pick(80, 90)}Q50 66 90 84T160 78V120H0z`} fill={main} />
      <path d="M0 102Q60 88 160 104V120H0z" fill={shade} />
      <path d={repeat(5, (at) => `M${16 + at * 28 + pick(0, 10)} 106l8-13l8 13z`)} fill={light} opacity=".85" />
    </>
  );
}

/** Lanterns over a square at night. */
export function lanterns({ pick, light, second, main, shade }: Draw) {
  const colours = [second, light, main];
  const spots = [0, 1, 2, 3, 4].map((at) => ({ x: 16 + at * 32, y: pick(30, 78), size: pick(9, 15), at }));
  return (
    <>
      <path d={repeat(9, () => dot(pick(0, 160), pick(0, 70), 1))} fill={light} opacity=".7" />
      <path d={spots.map(({ x, y }) => `M${x} 0V${y}`).join('')} stroke={light} opacity=".5" />
      {spots.map(({ x, y, size, at }) => (
        <g key={at} fill={colours[at % 3]}>
          <circle cx={x} cy={y} r={size + 9} opacity=".22" />
          <ellipse cx={x} cy={y} rx={size} ry={size - 2} />
        </g>
      ))}
      <path
        d={`M0 104h14v-8h16v6h20v-${pick(8, 18)}h14v12h22v-6h18v-${pick(6, 16)}h12v14h20v-6h24v20H0z`}
        fill={shade}
      />
    </>
  );
}

/** A field, freshly mown and lined. */
export function pitch({ pick, light, main }: Draw) {
  return (
    <g transform={`rotate(${pick(-24, 25)} 80 60)`} fill="none">
      <path d="M-60 60H220" stroke={main} strokeWidth="240" strokeDasharray="20 20" />
      <g stroke={light} strokeWidth="2.600">
        <path d="M80 -60V180M-14 -10H174V130H-14zM-14 22H14V98H-14M174 22H146V98H174" />
        <circle cx="80" cy="60" r="25" />
        <path d="M14 46A17 17 0 0 1 14 74M146 46A17 17 0 0 0 146 74" />
      </g>
      <circle cx={pick(56, 104)} cy={pick(44, 78)} r="5" fill={light} />
    </g>
  );
}

/** The bend before the finish. */
export function track({ pick, light, second, main }: Draw) {
  const y = pick(126, 146);
  return (
    <g fill="none">
      <circle cx="22" cy={y} r="100" stroke={second} strokeWidth="76" opacity=".92" />
      {[62, 81, 100, 119, 138].map((radius) => (
        <circle key={radius} cx="22" cy={y} r={radius} stroke={light} strokeWidth="1.800" />
      ))}
      <path d={`M22 ${y}m44-44l54-54`} stroke={light} strokeWidth="7" strokeDasharray="6 3" />
      <circle cx="22" cy={y} r="58" fill={main} />
    </g>
  );
}

/** A ball that will not come down before the interval. */
export function throwArc({ pick, light, second, main, shade }: Draw) {
  const top = pick(-6, 14);
  return (
    <>
      <path d="M0 96H160V120H0z" fill={main} />
      <path d={repeat(20, (at) => dot(at * 8 + 4, 92, pick(3, 6)))} fill={shade} />
      <path
        d={`M10 100Q70 ${top} 116 42`}
        fill="none"
        stroke={light}
        strokeWidth="4"
        strokeDasharray="0 10"
        strokeLinecap="round"
      />
      <g transform={`translate(114 44) rotate(${pick(0, 90)})`}>
        <circle r="21" fill={second} />
        <path d="M-21 0H21M0-21V21M-15-15Q-4 0-15 15M15-15Q4 0 15 15" fill="none" stroke={shade} strokeWidth="2.200" />
      </g>
    </>
  );
}
