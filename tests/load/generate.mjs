// Writes what both servers and the load need into a folder: a catalog of twenty mirrors, the nginx that knows the same
// ones, the clients and the paths. The same in every run.
//   node generate.mjs FOLDER GEO_FOLDER NGINX_PORT
import fs from 'node:fs';
import path from 'node:path';

const CLIENTS = 20_000;
const PATHS = 2_000;
const [folder, geo, port] = process.argv.slice(2);

let state = 20261125;
const random = below => {
  // Numerical Recipes' linear congruential generator: all that is asked of it is to be the same everywhere.
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const cities = [
  ['Seoul', 37.5665, 126.978], ['Busan', 35.1796, 129.0756], ['Daegu', 35.8714, 128.6014],
  ['Incheon', 37.4563, 126.7052], ['Gwangju', 35.1595, 126.8526], ['Daejeon', 36.3504, 127.3845],
  ['Suwon', 37.2636, 127.0286], ['Jeonju', 35.8242, 127.148], ['Jeju City', 33.4996, 126.5312],
  ['Chuncheon', 37.8813, 127.7298],
];
const abroad = [
  ['Tokyo', 'JP', 35.6762, 139.6503], ['Taipei', 'TW', 25.033, 121.5654], ['Singapore', 'SG', 1.3521, 103.8198],
  ['San Jose', 'US', 37.3382, -121.8863], ['Berlin', 'DE', 52.52, 13.405],
];
const networks = { kt: 4766, skb: 9318, lgu: 3786 };
const repositories = { debian: 'apt', ubuntu: 'apt', rocky: 'rpm', archlinux: 'pacman', alpine: 'apk' };
const mirrors = Array.from({ length: 20 }, (_, n) => {
  const [city, country, latitude, longitude] = n < 15
    ? [cities[n % 10][0], 'KR', cities[n % 10][1], cities[n % 10][2]]
    : abroad[n - 15];
  return { id: `mirror${n}`, city, country, latitude, longitude, network: Object.keys(networks)[n % 3] };
});

const catalog = [
  'version: 1',
  'site: {name: Load, url: "http://127.0.0.1", default_country: KR}',
  'networks:',
  ...Object.entries(networks).map(([id, asn]) => `  ${id}: {name: ${id}, asns: [${asn}]}`),
  'repositories:',
  ...Object.entries(repositories).map(
    ([id, format]) => `  ${id}: {format: ${format}, origin: "https://origin.example/${id}"}`,
  ),
  'mirrors:',
  ...mirrors.flatMap(mirror => [
    `  ${mirror.id}:`,
    `    name: ${mirror.id}`,
    `    location: {city: ${mirror.city}, country: ${mirror.country}, latitude: ${mirror.latitude}, `
      + `longitude: ${mirror.longitude}}`,
    ...(mirror.country === 'KR' ? [`    networks: [${mirror.network}]`] : []),
    `    urls: ["https://${mirror.id}.example", "http://${mirror.id}.example"]`,
    `    repositories: {${Object.keys(repositories).join(': , ')}: }`,
  ]),
];

const modules = '/usr/lib/nginx/modules';
const nginx = `daemon off;
pid ${folder}/nginx.pid;
worker_processes 1;
load_module ${modules}/ngx_http_geoip2_module.so;
events { worker_connections 1024; }
http {
  server_tokens off;
  keepalive_requests 1000000000;
  access_log ${folder}/nginx-access.log combined;
  geoip2 ${geo}/city.mmdb {
    $geo_city source=$remote_addr city names en;
    $geo_country source=$remote_addr default=KR country iso_code;
  }
  geoip2 ${geo}/asn.mmdb { $geo_asn source=$remote_addr autonomous_system_number; }
  map $geo_city $by_city {
    default mirror0.example;
${mirrors.slice(0, 10).map(mirror => `    "${mirror.city}" ${mirror.id}.example;`).join('\n')}
  }
  map $geo_country $by_country {
    default mirror15.example;
    KR $by_city;
${mirrors.slice(15).map(mirror => `    ${mirror.country} ${mirror.id}.example;`).join('\n')}
  }
  map $geo_asn $mirror {
    default $by_country;
    4766 mirror0.example;
    9318 mirror1.example;
    3786 mirror2.example;
  }
  server {
    listen 127.0.0.1:${port};
    set_real_ip_from 127.0.0.0/8;
    real_ip_header X-Forwarded-For;
    real_ip_recursive on;
${Object.keys(repositories).map(id => `    location /${id}/ { return 302 http://$mirror$request_uri; }`).join('\n')}
  }
}
`;

const korean = ['121.128', '112.164', '175.224', '218.39', '1.226', '115.142', '223.44', '211.36', '59.10', '125.133'];
const korean6 = ['2001:e60', '2001:290', '2001:2d8', '2406:5900'];
const byte = () => random(254) + 1;
const client = () => {
  const kind = random(100);
  if (kind < 5) return `${korean6[random(4)]}:${random(65536).toString(16)}:${random(65536).toString(16)}::${byte()}`;
  if (kind < 75) return `${korean[random(10)]}.${byte()}.${byte()}`;
  return `${[8, 13, 31, 47, 52, 77, 91, 103, 133, 151, 185, 203][random(12)]}.${byte()}.${byte()}.${byte()}`;
};

const word = () => ['lib', 'python3', 'gcc', 'kernel', 'perl', 'qt6', 'x11', 'fonts', 'rust', 'go'][random(10)];
const version = () => `${random(20)}.${random(30)}.${random(10)}-${random(5)}`;
const target = n => {
  const name = `${word()}-${word()}${n}`;
  switch (n % 10) {
    case 0: return `/rocky/9/AppStream/x86_64/os/Packages/${name[0]}/${name}-${version()}.el9.x86_64.rpm`;
    case 1: return `/archlinux/extra/os/x86_64/${name}-${version()}-x86_64.pkg.tar.zst`;
    case 2: return `/alpine/v3.22/main/x86_64/${name}-${version().replace(/-.*/, '-r1')}.apk`;
    case 3: return '/debian/dists/bookworm/main/binary-amd64/Packages.xz';
    case 4: return `/debian/pool/main/${name[0]}/${name}/${name}_1%3a${version()}%2bdeb12u${random(9)}_amd64.deb`;
    default:
      return `/${n % 2 ? 'debian' : 'ubuntu'}/pool/main/${name[0]}/${name}/${name}_${version()}_amd64.deb`;
  }
};

const write = (name, lines) => fs.writeFileSync(path.join(folder, name), lines.join('\n') + '\n');
write('mirrors.yaml', catalog);
fs.writeFileSync(path.join(folder, 'nginx.conf'), nginx);
write('clients.txt', Array.from({ length: CLIENTS }, client));
write('paths.txt', Array.from({ length: PATHS }, (_, n) => target(n)));
