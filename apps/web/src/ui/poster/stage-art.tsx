import { type Draw, dot, repeat, round } from './draw.ts';

/** Beams that cross over the heads of a crowd. */
export function spotlights({ pick, light, second, main, shade }: Draw) {
  const beam = (x: number, to: number) => `M${x} -4L${to - 16} 124H${to + 20}z`;
  return (
    <>
      <g opacity=".34">
        <path d={beam(pick(10, 36), pick(70, 110))} fill={light} />
        <path d={beam(pick(52, 76), pick(16, 60))} fill={second} />
        <path d={beam(pick(88, 110), pick(110, 150))} fill={main} />
        <path d={beam(pick(126, 150), pick(30, 80))} fill={light} />
      </g>
      <path d={`M0 100H160V120H0z${repeat(14, (at) => dot(at * 12 + 2, pick(93, 102), pick(6, 9)))}`} fill={shade} />
      <path
        d={repeat(3, (at) => `M${32 + at * 44 + pick(0, 12)} 104v-${pick(16, 26)}`)}
        stroke={shade}
        strokeWidth="4"
        strokeLinecap="round"
      />
    </>
  );
}

/** What the music looks like on the mixing desk. */
export function levels({ pick, light, second, main }: Draw) {
  const bars = (heights: readonly number[]) =>
    heights.map((height, at) => `M${8 + at * 12} ${60 - height}V${60 + height}`).join('');
  const heights = Array.from({ length: 13 }, (_, at) => round(pick(12, 30) + 16 * Math.sin((at / 12) * Math.PI)));
  return (
    <g strokeLinecap="round" strokeWidth="7" fill="none">
      <path d={bars(heights)} stroke={main} />
      <path d={bars(heights.map((height) => round(height * 0.6)))} stroke={second} />
      <path d={bars(heights.map((height) => round(height * 0.2)))} stroke={light} />
    </g>
  );
}

/** A record, half out of its sleeve. */
export function record({ pick, light, second, main, shade }: Draw) {
  const x = pick(66, 96);
  return (
    <>
      <path d={`M0 0H${x}V120H0z`} fill={main} />
      <g transform={`translate(${x} 60)`}>
        <circle r="50" fill={shade} />
        <path d="M0 0L44-24A50 50 0 0 1 49 8zM0 0L-44 24A50 50 0 0 1-49-8z" fill={light} opacity=".14" />
        <path d={dot(0, 0, 42) + dot(0, 0, 35) + dot(0, 0, 28)} fill="none" stroke={light} opacity=".25" />
        <circle r="19" fill={second} />
        <circle r="4" fill={light} />
      </g>
    </>
  );
}

/** A curtain, open by the width of a stage. */
export function curtains({ pick, light, second, main, shade }: Draw) {
  const open = pick(44, 58);
  const side = (
    <>
      <path d={`M0 0H${open}Q${open - 4} 62 ${open - 26} 100V112H0z`} fill={main} />
      <path
        d={repeat(4, (at) => `M${6 + at * 11} 0Q${5 + at * 10} 60 ${2 + at * 6} 112`)}
        fill="none"
        stroke={shade}
        strokeWidth="3"
        opacity=".4"
      />
    </>
  );
  return (
    <>
      <ellipse cx="80" cy="104" rx="52" ry="40" fill={light} opacity=".5" />
      <ellipse cx="80" cy="106" rx="34" ry="24" fill={light} opacity=".6" />
      <path d="M0 108H160V120H0z" fill={shade} />
      {side}
      <g transform="matrix(-1 0 0 1 160 0)">{side}</g>
      <path d={`M0 0H160V18${repeat(5, () => 'q-16 20-32 0')}z`} fill={main} stroke={second} strokeWidth="3" />
    </>
  );
}

/** An empty chair in the light: somebody will come. */
export function chair({ pick, light, second, shade }: Draw) {
  const x = pick(58, 98);
  return (
    <>
      <path d={`M${x + 34} -4L${x - 42} 98H${x + 46}L${x + 46} -4z`} fill={light} opacity=".22" />
      <ellipse cx={x} cy="98" rx="45" ry="11" fill={light} opacity=".75" />
      <path
        d={`M${x - 12} 96V44M${x - 12} 72H${x + 12}V97M${x - 12} 50H${x - 12}`}
        fill="none"
        stroke={shade}
        strokeWidth="5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d={`M${x - 4} 72V58a8 8 0 0 1 16 0V72z`} fill={second} />
    </>
  );
}

/** Two faces, as old as the theatre. */
export function masks({ pick, light, second, main, shade }: Draw) {
  const tilt = pick(8, 18);
  const face = 'M-24-28Q0-36 24-28Q26 26 0 34Q-26 26-24-28z';
  const eyes = 'M-15-10q6-8 12 0q-6 5-12 0M3-10q6-8 12 0q-6 5-12 0';
  return (
    <>
      <path d={repeat(9, (at) => `M80 130L${at * 40 - 90}-10h16z`)} fill={main} opacity=".35" />
      <g transform={`translate(102 64) rotate(${tilt})`}>
        <path d={face} fill={second} />
        <path d={`${eyes}M-12 18q12-14 24 0q-12-6-24 0`} fill={shade} />
      </g>
      <g transform={`translate(60 56) rotate(-${tilt})`}>
        <path d={face} fill={light} />
        <path d={`${eyes}M-14 8q14 6 28 0q-3 16-14 16T-14 8`} fill={shade} />
      </g>
    </>
  );
}

/** The tiers of an opera house, every lamp lit. */
export function balconies({ pick, light, second, main, shade }: Draw) {
  const lift = pick(0, 10);
  return (
    <>
      {[0, 1, 2, 3].map((tier) => {
        const d = `M-10 ${22 + tier * 23 - lift}Q80 ${50 + tier * 34} 170 ${22 + tier * 23 - lift}`;
        return (
          <g key={tier} fill="none">
            <path d={d} stroke={tier % 2 === 0 ? main : shade} strokeWidth="15" />
            <path d={d} stroke={light} strokeWidth="3.600" strokeLinecap="round" strokeDasharray="0 9" />
          </g>
        );
      })}
      <path d="M80 0V14" stroke={second} strokeWidth="2" />
      <path d="M56 16Q80 44 104 16z" fill={second} />
      <path d={repeat(5, (at) => dot(60 + at * 10, 16, 3))} fill={light} />
    </>
  );
}

/** A chandelier seen from the stalls. */
export function chandelier({ pick, light, second, main }: Draw) {
  const turn = pick(0, 30);
  return (
    <g fill="none" strokeLinecap="round" transform={`rotate(${turn} 80 60)`}>
      {[16, 32, 48, 64, 82].map((radius, at) => (
        <g key={radius}>
          <circle cx="80" cy="60" r={radius} stroke={at % 2 === 0 ? main : second} strokeWidth="3" opacity=".8" />
          <circle cx="80" cy="60" r={radius} stroke={light} strokeWidth={7 - at} strokeDasharray={`0 ${9 + at * 2}`} />
        </g>
      ))}
      <circle cx="80" cy="60" r="7" fill={light} />
    </g>
  );
}

/** A fan, opened with a snap. */
export function fan({ pick, light, second, main, shade }: Draw) {
  const y = pick(104, 112);
  const blade = (from: number, radius: number) => {
    const at = (angle: number) => `${round(80 + radius * Math.cos(angle))} ${round(y - radius * Math.sin(angle))}`;
    const start = (from / 14) * Math.PI;
    return `M80 ${y}L${at(start)}A${radius} ${radius} 0 0 0 ${at(start + Math.PI / 14)}z`;
  };
  return (
    <>
      <path d={repeat(7, (at) => blade(at * 2, 92))} fill={main} />
      <path d={repeat(7, (at) => blade(at * 2 + 1, 92))} fill={second} />
      <path d={repeat(14, (at) => blade(at, 56))} fill={shade} opacity=".45" />
      <circle
        cx="80"
        cy={y}
        r="74"
        fill="none"
        stroke={light}
        strokeWidth="3"
        strokeDasharray="0 8.300"
        strokeLinecap="round"
      />
      <circle cx="80" cy={y} r="9" fill={light} />
    </>
  );
}

/** A microphone, a brick wall, and now be funny. */
export function openMic({ pick, light, second, main, shade }: Draw) {
  const tilt = pick(14, 34) * (pick(0, 2) === 0 ? 1 : -1);
  return (
    <>
      <path d={repeat(9, (row) => `M0 ${row * 14 + 4}H160`)} stroke={shade} opacity=".3" />
      <path
        d={repeat(8, (row) => `M${row % 2 === 0 ? 10 : 24} ${row * 14 + 11}H170`)}
        stroke={shade}
        strokeWidth="14"
        strokeDasharray="1 27"
        opacity=".3"
      />
      <circle cx="80" cy="60" r="50" fill={light} opacity=".85" />
      <g transform={`rotate(${tilt} 80 60)`}>
        <path d="M71 62H89L85 130H75z" fill={shade} />
        <circle cx="80" cy="42" r="19" fill={main} />
        <path
          d="M61 42H99M66 30Q80 40 94 30M66 54Q80 44 94 54"
          fill="none"
          stroke={light}
          strokeWidth="2"
          opacity=".6"
        />
        <path d="M66 58H94V66H66z" fill={second} />
      </g>
    </>
  );
}

/** The widest grin in town. */
export function grin({ pick, light, second, main, shade }: Draw) {
  const tilt = pick(-14, 15);
  return (
    <>
      <path
        d={repeat(10, (at) => `M80 60L${at * 40 - 110}-60h18zM80 60L${at * 40 - 110} 180h18z`)}
        fill={light}
        opacity=".3"
      />
      <g transform={`rotate(${tilt} 80 60)`}>
        <circle cx="80" cy="60" r="44" fill={second} />
        <path d="M50 64H110Q106 96 80 96T50 64" fill={shade} />
        <path d="M54 64H106L104 73H56z" fill={light} />
        <path d="M66 90Q80 76 94 90Q80 100 66 90" fill={main} />
        <path d="M56 48q8-14 16 0M88 48q8-14 16 0" fill="none" stroke={shade} strokeWidth="5" strokeLinecap="round" />
      </g>
    </>
  );
}
