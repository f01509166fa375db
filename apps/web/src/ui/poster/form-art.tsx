import { type Draw, dot, repeat } from './draw.ts';

/** People who did not know each other this morning. */
export function network({ pick, light, second, main }: Draw) {
  const spots = Array.from({ length: 10 }, (_, at) => ({
    x: 14 + (at % 4) * 40 + pick(0, 18),
    y: 16 + Math.floor(at / 4) * 34 + pick(0, 18),
    size: pick(3, 10),
  }));
  const [first, ...others] = spots;
  return (
    <>
      <path
        d={`M${first?.x} ${first?.y}${others.map(({ x, y }) => `L${x} ${y}`).join('')}M${spots[4]?.x} ${spots[4]?.y}L${spots[1]?.x} ${spots[1]?.y}L${spots[6]?.x} ${spots[6]?.y}L${spots[9]?.x} ${spots[9]?.y}`}
        fill="none"
        stroke={light}
        opacity=".55"
      />
      <path
        d={spots
          .filter((_, at) => at % 3 === 0)
          .map(({ x, y, size }) => dot(x, y, size + 3))
          .join('')}
        fill={second}
      />
      <path
        d={spots
          .filter((_, at) => at % 3 !== 0)
          .map(({ x, y, size }) => dot(x, y, size))
          .join('')}
        fill={light}
      />
      <path d={dot(spots[5]?.x ?? 80, spots[5]?.y ?? 60, 14)} fill={main} stroke={light} strokeWidth="2" />
    </>
  );
}

/** Everybody has something to say. */
export function bubbles({ pick, light, second, main, shade }: Draw) {
  const bubble = 'M-32-20H32Q40-20 40-12V12Q40 20 32 20H-8L-22 34V20H-32Q-40 20-40 12V-12Q-40-20-32-20z';
  return (
    <>
      <path d={bubble} fill={main} transform={`translate(56 ${pick(34, 42)})`} />
      <path d={bubble} fill={second} transform={`translate(110 ${pick(48, 56)}) scale(-.9 .9)`} />
      <g transform={`translate(${pick(64, 84)} 84) scale(.9)`}>
        <path d={bubble} fill={light} />
        <path d={dot(-16, 0, 5) + dot(0, 0, 5) + dot(16, 0, 5)} fill={shade} />
      </g>
    </>
  );
}

/** An idea on its way round the world. */
export function broadcast({ pick, light, second, main }: Draw) {
  const x = pick(40, 121);
  return (
    <g fill="none" strokeWidth="9">
      {[18, 38, 58, 78, 98].map((radius, at) => (
        <circle
          key={radius}
          cx={x}
          cy="96"
          r={radius}
          stroke={[light, main, second][at % 3]}
          strokeDasharray={`${pick(30, 90)} ${pick(6, 14)}`}
          strokeLinecap="round"
          opacity={1 - at * 0.12}
        />
      ))}
      <circle cx={x} cy="96" r="7" fill={light} />
    </g>
  );
}

const quarter = [
  'h40a40 40 0 0 1-40 40z',
  'h40v40a40 40 0 0 1-40-40z',
  'm40 0v40h-40a40 40 0 0 1 40-40z',
  'v40h40a40 40 0 0 0-40-40z',
];

/** Quarter circles, laid like tiles. */
export function tiles({ pick, light, second, main, shade }: Draw) {
  const layer = (share: number) =>
    repeat(12, (at) =>
      pick(0, 4) < share ? `M${(at % 4) * 40} ${Math.floor(at / 4) * 40}${quarter[pick(0, 4)]}` : '',
    );
  return (
    <>
      <path d={layer(2)} fill={main} />
      <path d={layer(2)} fill={second} />
      <path d={layer(1)} fill={shade} />
      <path d={repeat(5, () => dot(pick(0, 4) * 40 + 20, pick(0, 3) * 40 + 20, 7))} fill={light} />
    </>
  );
}

/** Bands of sound, light or weather. */
export function waves({ pick, light, second, main, shade }: Draw) {
  const swell = pick(14, 26);
  const band = (y: number) => `M-4 ${y}q20-${swell} 42 0t42 0t42 0t42 0V124H-4z`;
  return (
    <>
      <circle cx={pick(44, 116)} cy="34" r="17" fill={light} />
      <path d={band(52)} fill={main} />
      <path d={band(70)} fill={second} transform="translate(-16)" />
      <path d={band(70)} fill={second} transform="translate(16)" opacity=".6" />
      <path d={band(90)} fill={shade} transform="translate(-8)" />
    </>
  );
}
